package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static Case knee(String subject, int line) {
        return new Case(subject, Side.UNKNOWN, "", Optional.empty(), Path.of(line + ".nii"), line);
    }

    /** Eight subjects with two visits each. */
    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            cases.add(knee("s" + i / 2, i + 2));
        }
        return cases;
    }

    private static Set<String> subjects(List<Case> cases) {
        return cases.stream().map(Case::subject).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aSubjectOnBothSidesIsNamed() {
        assertThatThrownBy(() -> new Split(List.of(knee("ann", 2), knee("bob", 3)), List.of(knee("bob", 7))))
                .hasMessage("subject 'bob' is in training (line 3) and in validation (line 7); all knees of a subject "
                        + "belong to one of them");
    }

    @Test
    void aShareTakesWholeSubjects() {
        Split split = Split.of(cases(), new Held(List.of(), 0.25), 1);
        assertThat(subjects(split.validation())).hasSize(2).doesNotContainAnyElementsOf(subjects(split.training()));
        assertThat(split.validation()).hasSize(4);
        assertThat(split.training()).hasSize(12);
    }

    @Test
    void theDrawDependsOnTheSeedAndNotOnTheOrderOfLines() {
        List<Case> shuffled = cases();
        Collections.reverse(shuffled);
        Held held = new Held(List.of(), 0.5);
        assertThat(subjects(Split.of(shuffled, held, 1).validation()))
                .isEqualTo(subjects(Split.of(cases(), held, 1).validation()))
                .isNotEqualTo(subjects(Split.of(cases(), held, 2).validation()));
    }

    @Test
    void namedSubjectsAreHeldOutAndUnknownOnesListTheKnown() {
        assertThat(subjects(Split.of(cases(), new Held(List.of("s3"), 0), 1).validation()))
                .containsExactly("s3");
        assertThatThrownBy(() -> Split.of(cases().subList(0, 4), new Held(List.of("s9"), 0), 1))
                .hasMessage("validation: no subject 's9' in the table; known: s0, s1");
    }

    @Test
    void someoneMustBeLeftToTrainOn() {
        assertThatThrownBy(() -> Split.of(List.of(knee("ann", 2)), new Held(List.of(), 0.1), 1))
                .hasMessage("validation: the only subject is held out; expected at least one to train on");
    }

    @Test
    void namesAndAShareTogetherAreRefused() {
        assertThatThrownBy(() -> new Held(List.of("ann"), 0.2))
                .hasMessage("share: 0.2 stands beside named subjects; give one of them");
    }
}
