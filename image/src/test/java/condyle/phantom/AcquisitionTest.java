package condyle.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Slices, noise and smooth fields. */
class AcquisitionTest {
    private static final Geometry GRID = Geometry.of(new Size(40, 40, 40), Vec.of(0.75), Vec.ZERO);

    private static double[] meanAndDeviation(float[] v) {
        double sum = 0;
        double squares = 0;
        for (float f : v) {
            sum += f;
            squares += (double) f * f;
        }
        double mean = sum / v.length;
        return new double[] {mean, Math.sqrt(squares / v.length - mean * mean)};
    }

    private static float[] air(Thermal noise) {
        float[] v = new float[GRID.size().length()];
        SplittableRandom r = new SplittableRandom(3);
        noise.magnitude(v, GRID, new Bias(GRID, 0, r), r);
        return v;
    }

    @Test
    void airOfOneCoilHasRayleighsMeanAndDeviation() {
        double[] m = meanAndDeviation(air(new Thermal(0.1, 0, 1, 0)));
        assertEquals(0.1 * Math.sqrt(Math.PI / 2), m[0], 0.001);
        assertEquals(0.1 * Math.sqrt(2 - Math.PI / 2), m[1], 0.001);
    }

    @Test
    void airOfManyCoilsStandsOnAFloor() {
        double[] m = meanAndDeviation(air(new Thermal(0.1, 0, 9, 0)));
        assertEquals(0.1 * Math.sqrt(18), m[0], 0.02);
        assertEquals(0.07, m[1], 0.01);
    }

    @Test
    void aNoiseMapMakesNoiseUneven() {
        float[] v = air(new Thermal(0.1, 0, 1, 0.6));
        double least = 1e9;
        double most = 0;
        for (int block = 0; block < v.length; block += v.length / 10) {
            double d = meanAndDeviation(Arrays.copyOfRange(v, block, block + v.length / 10))[1];
            least = Math.min(least, d);
            most = Math.max(most, d);
        }
        assertTrue(most > 1.1 * least, "deviation from " + least + " to " + most);
    }

    @Test
    void theReceiveFieldsLogarithmVariesAboutZeroByTheDeviationAskedFor() {
        Geometry view = Geometry.of(new Size(28, 28, 23), Vec.of(5), new Vec(-70, -70, -56));
        SplittableRandom r = new SplittableRandom(1);
        double deviation = 0;
        double mean = 0;
        float[] row = new float[28];
        for (int draw = 0; draw < 40; draw++) {
            Bias bias = new Bias(view, 0.2, r);
            float[] logarithm = new float[28 * 28 * 23];
            for (int at = 0; at < logarithm.length; at += 28) {
                bias.row(at / 28 % 28, at / 28 / 28, row);
                for (int x = 0; x < 28; x++) {
                    logarithm[at + x] = (float) Math.log(row[x]);
                }
            }
            double[] m = meanAndDeviation(logarithm);
            mean += m[0] / 40;
            deviation += m[1] / 40;
        }
        assertEquals(0, mean, 0.06);
        assertEquals(0.2, deviation, 0.06);
    }

    @Test
    void rowsOfNoiseAreNormalAndNeighboursIndependent() {
        float[] v = new float[200_000];
        new Noise(5).fill(v, v.length, 2);
        double[] m = meanAndDeviation(v);
        assertEquals(0, m[0], 0.03);
        assertEquals(2, m[1], 0.03);
        double product = 0;
        int beyond = 0;
        for (int i = 1; i < v.length; i++) {
            product += v[i] * v[i - 1];
            beyond += Math.abs(v[i]) > 4 ? 1 : 0;
        }
        assertEquals(0, product / v.length / 4, 0.02);
        assertEquals(0.0455, beyond / (double) v.length, 0.003);
    }

    @Test
    void aThickSliceIsTheMeanOverItsThickness() {
        float[] v = new float[GRID.size().length()];
        for (int i = 0; i < v.length; i++) {
            v[i] = i % 40;
        }
        Slices.Stack stack = new Slices(0, 3, 0).over(GRID);
        assertEquals(10, stack.thick().size().x());
        float[] thick = stack.join(v);
        for (int k = 0; k < 10; k++) {
            double centre = stack.thick().toWorld().apply(k, 7, 9).x() / 0.75;
            assertEquals(centre, thick[stack.thick().size().index(k, 7, 9)], 1e-4);
        }
    }

    @Test
    void aRampSurvivesThickSlicesInEveryPlane() {
        for (int axis = 0; axis < 3; axis++) {
            float[] v = new float[GRID.size().length()];
            for (int i = 0; i < v.length; i++) {
                v[i] = new int[] {i % 40, i / 40 % 40, i / 1600}[axis];
            }
            Slices.Stack stack = new Slices(axis, 2.5, 0.3).over(GRID);
            float[] back = stack.divide(stack.join(v));
            for (int i = 0; i < v.length; i++) {
                if (v[i] > 5 && v[i] < 35) {
                    assertEquals(v[i], back[i], 0.05, "axis " + axis);
                }
            }
        }
    }

    @Test
    void slicesThinnerThanVoxelsAreNone() {
        Slices.Stack stack = new Slices(0, 0.8, 0.5).over(GRID);
        assertTrue(stack.same());
        assertSame(GRID, stack.thick());
    }

    @Test
    void aFieldThroughAPlaneIsThePlane() {
        SmoothField field = new SmoothField(
                (line, y, z) -> {
                    for (int i = 0; i < line.length; i++) {
                        line[i] = (float) (4 * i + 2 * y - z);
                    }
                },
                new int[] {20, 20, 20},
                4,
                3,
                2);
        float[] sheet = field.sheet();
        float[] row = new float[20];
        field.slice(7, sheet);
        field.row(11, sheet, row);
        for (int x = 0; x < 20; x++) {
            assertEquals(x + 22 - 7, row[x], 1e-4);
        }
    }
}
