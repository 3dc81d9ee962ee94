package condyle.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.distance.DistancePenalty.Fall;
import condyle.distance.DistancePenalty.Over;
import condyle.distance.SaunaLabels.Form;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Golden rows from scipy 1.10: distance_transform_edt and maximum_filter in the formulas of the papers' public code, on
 * the two masks drawn below; sauna's with its sign turned.
 */
class SoftLabelsTest {
    private static final String[] BLOCK_WITH_SPUR = {
        ".........", //
        ".11111...",
        ".1111111.",
        ".11111...",
        ".11111...",
        "........."
    };
    private static final String[] TWO = {
        ".........", //
        ".11111...",
        ".1111111.",
        ".11111...",
        ".11111222",
        "222222222"
    };
    private static final Geometry GRID = Geometry.of(new Size(9, 6, 1), Vec.of(1));

    private static byte[] labels(String[] rows) {
        byte[] out = new byte[rows.length * rows[0].length()];
        for (int i = 0; i < out.length; i++) {
            char c = rows[i / 9].charAt(i % 9);
            out[i] = (byte) (c == '.' ? 0 : c - '0');
        }
        return out;
    }

    private static Mask mask(Geometry geometry) {
        byte[] labels = labels(BLOCK_WITH_SPUR);
        boolean[] set = new boolean[labels.length];
        for (int i = 0; i < set.length; i++) {
            set[i] = labels[i] == 1;
        }
        return Mask.of(geometry, set);
    }

    private static float[] row(float[] all, int y) {
        return Arrays.copyOfRange(all, 9 * y, 9 * y + 9);
    }

    private static double sum(float[] all) {
        double sum = 0;
        for (float v : all) {
            sum += v;
        }
        return sum;
    }

    private static void requireSauna(Form form, double sum, float... row) {
        float[] out = SaunaLabels.of(mask(GRID), form).data();
        for (int i = 0; i < row.length; i++) {
            assertThat(row(out, 2)[i]).isCloseTo(-row[i], within(1e-5f));
        }
        assertThat(sum(out)).isCloseTo(-sum, within(1e-3));
    }

    @Test
    void saunaIsAsCertainInASpurAsInTheBlock() {
        requireSauna(Form.C, -6.432, -0.5f, 0.5f, 1, 1, 1, 0.70711f, 0.35355f, 0.25f, -0.5f);
        requireSauna(Form.H, -11.8787, -1, 0.5f, 1, 1, 1, 0.70711f, 0.79289f, 1, -0.79289f);
        requireSauna(Form.HH, -6.9142, -0.5f, 0.5f, 1, 1, 1, 0.70711f, 0.79289f, 1, -1);
    }

    @Test
    void saunaDoesNotDependOnTheUnit() {
        Geometry half = Geometry.of(new Size(9, 6, 1), Vec.of(0.5));
        float[] coarse = SaunaLabels.of(mask(GRID), Form.H).data();
        assertThat(SaunaLabels.of(mask(half), Form.H).data()).containsExactly(coarse, within(1e-5f));
    }

    @Test
    void anEmptySetIsOutsideEverywhereAndAFullOneInside() {
        boolean[] set = new boolean[54];
        assertThat(SaunaLabels.of(Mask.of(GRID, set), Form.H).data()).containsOnly(1);
        assertThat(ClippedDistance.of(Mask.of(GRID, set), 3).data()).containsOnly(1);
        Arrays.fill(set, true);
        assertThat(SaunaLabels.of(Mask.of(GRID, set), Form.HH).data()).containsOnly(-1);
        assertThat(ClippedDistance.of(Mask.of(GRID, set), 3).data()).containsOnly(-1);
    }

    private static void requirePenalty(DistancePenalty penalty, double sum, float... row) {
        float[] out = penalty.of(GRID, labels(TWO), 3);
        assertThat(row(out, 2)).containsExactly(row, within(1e-5f));
        assertThat(sum(out)).isCloseTo(sum, within(1e-3));
    }

    @Test
    void thePenaltyIsHighestWhereCompartmentsMeet() {
        requirePenalty(
                new DistancePenalty(Fall.LINEAR, 2.5, Over.MAX),
                32.6456,
                0.68377f,
                0.5f,
                0.4f,
                0.4f,
                0.43431f,
                0.55279f,
                0.6f,
                0.6f,
                0.68377f);
        requirePenalty(
                new DistancePenalty(Fall.EXPONENTIAL, 2.5, Over.MAX),
                33.4351,
                0.67032f,
                0.67032f,
                0.44933f,
                0.44933f,
                0.44933f,
                0.56797f,
                0.67032f,
                0.67032f,
                0.67032f);
        requirePenalty(
                new DistancePenalty(Fall.CUT_OFF, 2.5, Over.SUM),
                33.1093,
                0.5f,
                0.5f,
                0.16667f,
                0.16667f,
                0.16667f,
                0.44991f,
                0.66667f,
                0.66667f,
                0.66667f);
        requirePenalty(
                new DistancePenalty(Fall.LINEAR, 2.5, Over.MEAN),
                33.7136,
                0.73042f,
                0.60656f,
                0.26958f,
                0.26958f,
                0.29271f,
                0.56995f,
                0.74135f,
                0.74135f,
                0.86521f);
    }

    @Test
    void withoutABoundaryThereIsNoPenalty() {
        assertThat(DistancePenalty.DEFAULTS.of(GRID, new byte[54], 3)).containsOnly(0);
        byte[] full = new byte[54];
        Arrays.fill(full, (byte) 1);
        assertThat(DistancePenalty.DEFAULTS.of(GRID, full, 3)).containsOnly(0);
        assertThatThrownBy(() -> new DistancePenalty(Fall.CUT_OFF, 0, Over.MAX))
                .hasMessage("length: 0.0 is out of range, expected above 0");
    }

    @Test
    void aClippedDistanceIsTheShareOfTheLimit() {
        float[] out = ClippedDistance.of(mask(GRID), 2).data();
        float[] expected = {0.25f, -0.25f, -0.75f, -0.75f, -0.75f, -0.3535534f, -0.25f, -0.25f, 0.25f};
        assertThat(row(out, 2)).containsExactly(expected, within(1e-6f));
    }
}
