package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.crossval.SmallCohort;
import java.io.IOException;
import java.nio.file.Path;
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
}
