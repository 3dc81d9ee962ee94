package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.ConfigException;
import condyle.crossval.SmallCohort;
import condyle.data.Held;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
    @TempDir
    Path folder;

    @Test
    void aMessageToldWithoutNamesHasNone() throws IOException {
        SmallCohort cohort = new SmallCohort(folder);
        Path data = cohort.cases("data");
        Experiment hashed = cohort.experiment("data", "contexts: 1,", "contexts: 1, hashSubjects: true,");
        Roster roster = Roster.of(hashed.cases().orElseThrow(), 3);
        String diverged = "loss is NaN at step 3 (stage only, of KNEES, phantom 3); last finite loss 0.4000";
        String unfit = data.resolve("cases.csv") + ": line 2 (KNEES): image and labels lie on different grids";
        String knees = String.join(
                ", ", roster.table().cases().stream().map(c -> c.name()).toList());
        String names = String.join(
                ", ", roster.table().cases().stream().map(roster::name).toList());
        assertThat(roster.nameless(diverged.replace("KNEES", knees))).isEqualTo(diverged.replace("KNEES", names));
        assertThat(roster.nameless(unfit.replace("KNEES", knees))).isEqualTo(unfit.replace("KNEES", names));
        assertThat(names).doesNotContain("ann", "bob", "cleo", "dan");
    }

    @Test
    void settingsThatDoNotFitTheTableAreToldWithItAndTheirKey() throws IOException {
        SmallCohort cohort = new SmallCohort(folder);
        Path table = cohort.cases("data").resolve("cases.csv");
        Cases cases = cohort.experiment("data").cases().orElseThrow();
        refused(
                labelled(cases, Optional.of("foo")),
                table + ": cases.labels: unknown label scheme 'foo'; known: condyle, ");
        refused(
                labelled(cases, Optional.empty()),
                table + ": cases.labels: missing; a table does not say what its label maps' numbers mean; expected ");
        refused(
                cases.holding(new Held(List.of("ann", "bob", "cleo", "dan"), 0), Optional.empty()),
                table + ": cases.validation: all 4 subjects are held out; expected at least one to train on");
        refused(
                cases.holding(new Held(List.of("eve"), 0), Optional.empty()),
                table + ": cases.validation: no subject 'eve' in the table; known: ann, bob, cleo, dan");
    }

    private static Cases labelled(Cases c, Optional<String> labels) {
        return new Cases(
                c.table(),
                labels,
                c.share(),
                c.spacing(),
                c.contexts(),
                c.validation(),
                c.fold(),
                c.hashSubjects(),
                c.assume(),
                c.render(),
                c.brightness());
    }

    private static void refused(Cases settings, String start) {
        assertThatThrownBy(() -> Roster.of(settings, 3))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(start);
    }
}
