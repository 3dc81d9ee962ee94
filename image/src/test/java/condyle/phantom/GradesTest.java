package condyle.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GradesTest {
    private static List<Grades> drawn() {
        SplittableRandom r = new SplittableRandom(1);
        return IntStream.range(0, 500).mapToObj(i -> Grades.draw(r)).toList();
    }

    @Test
    void drawsReachEveryGradeOfEveryFinding() {
        List<Grades> drawn = drawn();
        for (int finding = 0; finding < Grades.NAMES.size(); finding++) {
            for (int grade = 0; grade <= Grades.WORST; grade++) {
                int f = finding;
                int g = grade;
                assertTrue(
                        drawn.stream().anyMatch(d -> d.values().get(f) == g),
                        Grades.NAMES.get(f) + " is never of grade " + g);
            }
        }
    }

    @Test
    void aThirdOfDrawnKneesKeepTheirCartilage() {
        long whole = drawn().stream().filter(g -> g.cartilage() == 0).count();
        assertTrue(whole > 130 && whole < 210, whole + " of 500");
    }

    @Test
    void yearsMakeOnlyFluidAndSynovitisBetter() {
        SplittableRandom r = new SplittableRandom(2);
        for (Grades first : drawn()) {
            List<Integer> before = first.values();
            List<Integer> after = first.later(r).values();
            for (int i = 0; i < before.size(); i++) {
                boolean passing = List.of("effusion", "synovitis", "baker").contains(Grades.NAMES.get(i));
                assertTrue(passing || after.get(i) >= before.get(i), Grades.NAMES.get(i) + " got better");
                assertTrue(Math.abs(after.get(i) - before.get(i)) <= 1, Grades.NAMES.get(i) + " leapt");
            }
        }
    }

    @Test
    void gradesOutsideOfTheScaleAreRefused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> new Grades(0, 0, 0, 0, 5, 0, 0, 0, 0));
        assertEquals("grades: effusion is 5; expected 0 to 4", e.getMessage());
    }
}
