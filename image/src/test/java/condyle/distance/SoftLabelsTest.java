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
        float[] out = penalty.draw(0, new Grouped(GRID, labels(TWO), 3));
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
        assertThat(DistancePenalty.DEFAULTS.draw(0, new Grouped(GRID, new byte[54], 3)))
                .containsOnly(0);
        byte[] full = new byte[54];
        Arrays.fill(full, (byte) 1);
        assertThat(DistancePenalty.DEFAULTS.draw(0, new Grouped(GRID, full, 3))).containsOnly(0);
        assertThatThrownBy(() -> new DistancePenalty(Fall.CUT_OFF, 0, Over.MAX))
                .hasMessage("length: 0.0 is out of range, expected above 0");
    }

    @Test
    void aClippedDistanceIsTheShareOfTheLimit() {
        float[] out = ClippedDistance.of(mask(GRID), 2).data();
        float[] expected = {0.25f, -0.25f, -0.75f, -0.75f, -0.75f, -0.3535534f, -0.25f, -0.25f, 0.25f};
        assertThat(row(out, 2)).containsExactly(expected, within(1e-6f));
    }

    @Test
    void lookingOnlyNearASetGivesTheDistancesOfTheWholeGrid() {
        Geometry grid = Geometry.of(new Size(30, 20, 17), new Vec(0.7, 1.1, 1.6));
        boolean[] set = new boolean[grid.size().length()];
        for (int z = 0, i = 0; z < 17; z++) {
            for (int y = 0; y < 20; y++) {
                for (int x = 0; x < 30; x++, i++) {
                    // It touches one border of the grid and lies far from the others.
                    set[i] = x < 6 && (y - 9) * (y - 9) + (z - 8) * (z - 8) < 14;
                }
            }
        }
        float[] field = SignedDistanceField.of(Mask.of(grid, set)).data();
        float[] near = new ClippedDistance(2.5, LengthUnit.MM, 0, 1.5).draw(1, groups(grid, set));
        for (int i = 0; i < near.length; i++) {
            assertThat((double) near[i]).isCloseTo(Math.max(-1.5, Math.min(1.5, field[i] / 2.5)), within(1e-6));
        }
    }

    private static Grouped groups(Geometry grid, boolean[] set) {
        byte[] of = new byte[set.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = (byte) (set[i] ? 1 : 0);
        }
        return new Grouped(grid, of, 2);
    }

    @Test
    void aRecipeDrawsAMapForEachGroupThatItHas() {
        Grouped two = new Grouped(GRID, labels(TWO), 3);
        Mask second = two.mask(2);
        SoftLabels distance = new ClippedDistance(2, LengthUnit.MM, 1);
        assertThat(distance.maps(3)).isEqualTo(2);
        assertThat(distance.draw(1, two))
                .isEqualTo(ClippedDistance.of(second, 2).data());
        SoftLabels sauna = new SaunaLabels(Form.HH);
        assertThat(sauna.maps(3)).isEqualTo(3);
        assertThat(sauna.draw(2, two)).isEqualTo(SaunaLabels.of(second, Form.HH).data());
        assertThat(sauna.nothing(0)).isEqualTo(-1);
        SoftLabels surface = new SurfaceDistance(2, LengthUnit.MM);
        assertThat(surface.maps(3)).isEqualTo(2);
        assertThat(surface.draw(1, two)[0])
                .isEqualTo(SignedDistanceField.of(second).data()[0] / 2);
        assertThat(surface.draw(0, new Grouped(GRID, new byte[54], 3))).containsOnly(0);
        SoftLabels penalty = DistancePenalty.DEFAULTS;
        assertThat(penalty.maps(3)).isEqualTo(1);
        assertThat(two.only(2).of()[53]).isEqualTo((byte) 1);
    }

    @Test
    void lengthsInVoxelsBecomeMmAndThoseInMmStay() {
        assertThat(new ClippedDistance(20, LengthUnit.VOXELS, 0).inMm(0.5))
                .isEqualTo(new ClippedDistance(10, LengthUnit.MM, 0));
        assertThat(new ClippedDistance(20, LengthUnit.MM, 0).inMm(0.5))
                .isEqualTo(new ClippedDistance(20, LengthUnit.MM, 0));
        assertThat(new DistancePenalty(Fall.CUT_OFF, 4, Over.SUM).inMm(0.5))
                .isEqualTo(new DistancePenalty(Fall.CUT_OFF, 2, Over.SUM, LengthUnit.MM));
        assertThat(new SurfaceDistance(3, LengthUnit.VOXELS).inMm(2)).isEqualTo(new SurfaceDistance(6, LengthUnit.MM));
        assertThat(DistancePenalty.DEFAULTS.inMm(0.5)).isEqualTo(DistancePenalty.DEFAULTS.inMm(2));
    }

    @Test
    void aPatchThatShowsTheKneeSmallerNeedsDistancesBeyondTheLimit() {
        SoftLabels drawn = new ClippedDistance(2, LengthUnit.MM, 0).shownBy(1.25);
        Grouped groups = groups(GRID, mask(GRID).data());
        float[] out = drawn.draw(1, groups);
        assertThat(out[53]).isEqualTo(1.25f);
        assertThat(drawn.shown(out[53], 0.8)).isEqualTo(1);
        assertThat(drawn.shown(-0.5f, 1.25)).isEqualTo(-0.625f);
        assertThat(new SurfaceDistance(1, LengthUnit.MM).shown(8, 0.75)).isEqualTo(6);
        assertThat(DistancePenalty.DEFAULTS.shown(0.4f, 0.75)).isEqualTo(0.4f);
    }
}
