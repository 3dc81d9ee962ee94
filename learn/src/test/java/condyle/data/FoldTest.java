package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoldTest {
    /** Subject i of some has {@code counts[i]} cases, sides in turn. */
    private static List<Case> cases(int... counts) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int k = 0; k < counts[i]; k++) {
                int line = cases.size() + 2;
                cases.add(new Case(
                        "s" + i,
                        k % 2 == 0 ? Side.LEFT : Side.RIGHT,
                        "v" + k / 2,
                        Optional.empty(),
                        Path.of(line + ".nii"),
                        line));
            }
        }
        return cases;
    }

    private static Map<Integer, Long> sizes(List<Case> cases, Map<String, Integer> dealt) {
        return cases.stream()
                .collect(Collectors.groupingBy(c -> dealt.get(c.subject()), TreeMap::new, Collectors.counting()));
    }

    @Test
    void foldsHaveAboutAsManyCasesHoweverManyASubjectHas() {
        List<Case> cases = cases(4, 1, 1, 2, 1, 4, 1, 2, 1, 1, 1, 1);
        for (long seed = 0; seed < 20; seed++) {
            assertThat(sizes(cases, Fold.deal(cases, 4, seed)).values()).containsOnly(5L);
            assertThat(sizes(cases, Fold.deal(cases, 3, seed)).values()).allMatch(n -> n == 6 || n == 7);
        }
    }

    @Test
    void theDealDependsOnTheSeedAndNotOnTheOrderOfLines() {
        List<Case> cases = cases(2, 2, 1, 1, 1, 1, 1, 1);
        List<Case> shuffled = new ArrayList<>(cases);
        Collections.reverse(shuffled);
        assertThat(Fold.deal(shuffled, 3, 1)).isEqualTo(Fold.deal(cases, 3, 1)).isNotEqualTo(Fold.deal(cases, 3, 2));
    }

    @Test
    void eachSubjectIsTestedInOneFoldAndLeftOutOfItsTraining() {
        List<Case> cases = cases(4, 1, 2, 1, 1, 3);
        List<Case> tested = new ArrayList<>();
        for (int n = 1; n <= 3; n++) {
            Split split = Split.of(cases, new Held(List.of(), 0.3), new Fold(n, 3, 7));
            tested.addAll(split.test());
            assertThat(split.validation()).isNotEmpty();
            assertThat(split.training()).isNotEmpty();
            assertThat(split.training().size()
                            + split.validation().size()
                            + split.test().size())
                    .isEqualTo(cases.size());
        }
        assertThat(tested).containsExactlyInAnyOrderElementsOf(cases);
    }

    @Test
    void whatCannotBeDealtSaysWhy() {
        assertThatThrownBy(() -> Fold.deal(cases(3), 2, 1))
                .hasMessage("cases: 2 folds of 1 subject; expected at least one subject for each fold");
        assertThatThrownBy(() -> new Fold(4, 3, 1)).hasMessage("number: 4 is out of range, expected 1 to 3");
        assertThatThrownBy(() -> new Fold(1, 1, 1)).hasMessage("of: 1 is out of range, expected at least 2");
        List<Case> cases = cases(1, 1, 1, 1);
        String tested = Split.of(cases, new Held(List.of(), 0), new Fold(2, 2, 1))
                .test()
                .get(0)
                .subject();
        assertThatThrownBy(() -> Split.of(cases, new Held(List.of(tested), 0), new Fold(2, 2, 1)))
                .hasMessage("validation: subject '" + tested + "' is in fold 2 of 2, which is kept for the test; name "
                        + "others, or a share");
    }

    @Test
    void spellingsOfOneNameAreAlikeAndOtherNamesAreNot() {
        for (String alike : List.of("P001", "p1", " P-1 ", "p 01", "P_0001", "Ｐ００１")) {
            assertThat(Subjects.bare(alike)).isEqualTo("p1");
        }
        List<String> others =
                List.of("P1", "P10", "1P", "P1-1", "P11", "P1b", "PP1", "1-11", "11-1", "train 001", "valid 001");
        assertThat(others.stream().map(Subjects::bare).distinct().toList()).hasSize(others.size());
    }
}
