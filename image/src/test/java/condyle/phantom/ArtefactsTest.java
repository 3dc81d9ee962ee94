package condyle.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArtefactsTest {
    private static final int LENGTH = 40;

    /** One row along world x at 0.5 mm; {@code direction} −1 runs it against the axis. */
    private static Materials row(Material fill, int direction) {
        byte[] data = new byte[LENGTH];
        Arrays.fill(data, fill.code());
        Affine map = Affine.of(new Vec(0.5 * direction, 0, 0), new Vec(0, 0.5, 0), new Vec(0, 0, 0.5), Vec.ZERO);
        return new Materials(new Geometry(new Size(LENGTH, 1, 1), map), data, Side.RIGHT);
    }

    private static float[] point(int at) {
        float[] v = new float[LENGTH];
        v[at] = 1;
        return v;
    }

    @Test
    void chemicalShiftDisplacesFatByItsDistanceAndLeavesWater() {
        Materials m = row(Material.MUSCLE, 1);
        m.data()[20] = Material.FAT.code();
        float[] v = point(20);
        v[5] = 1;
        new ChemicalShift(0, 1.5).apply(v, m);
        float[] expected = point(23);
        expected[5] = 1;
        assertArrayEquals(expected, v, 1e-6f);
    }

    @Test
    void chemicalShiftFollowsTheWorldNotTheVoxels() {
        Materials m = row(Material.FAT, -1);
        float[] v = point(20);
        new ChemicalShift(0, 1.5).apply(v, m);
        assertArrayEquals(point(17), v, 1e-6f);
    }

    @Test
    void halfAVoxelOfShiftIsSharedByTwoVoxels() {
        float[] v = point(20);
        new ChemicalShift(0, 0.25).apply(v, row(Material.FEMUR_MARROW, 1));
        assertEquals(0.5, v[20], 1e-6);
        assertEquals(0.5, v[21], 1e-6);
    }

    @Test
    void aGhostComesInAgainAtTheOtherEnd() {
        float[] v = point(30);
        new Ghost(0, 0.5, 0.1).apply(v, row(Material.MUSCLE, 1));
        assertEquals(1, v[30], 1e-6);
        assertEquals(0.1, v[10], 1e-6);
    }

    @Test
    void motionIsAMeanOfTwoPoses() {
        float[] v = point(10);
        new Motion(0, 2, 0.25).apply(v, row(Material.MUSCLE, 1));
        assertEquals(0.75, v[10], 1e-6);
        assertEquals(0.25, v[14], 1e-6);
    }

    @Test
    void ringingOvershootsAnEdgeByGibbsShareAndKeepsAConstant() {
        float[] v = new float[LENGTH];
        Arrays.fill(v, 20, LENGTH, 1);
        new Ringing(0, 0.25).apply(v, row(Material.MUSCLE, 1));
        float top = 0;
        for (float f : v) {
            top = Math.max(top, f);
        }
        assertEquals(1.0895, top, 0.02);
        float[] flat = new float[LENGTH];
        Arrays.fill(flat, 3);
        new Ringing(0, 0.6).apply(flat, row(Material.MUSCLE, 1));
        for (float f : flat) {
            assertEquals(3, f, 1e-4);
        }
    }

    @Test
    void whatLiesBeyondTheFieldComesInAFieldAway() {
        float[] v = point(2);
        new WrapAround(0, 0.75, 0.5).apply(v, row(Material.MUSCLE, 1));
        assertEquals(1, v[2], 1e-6);
        assertEquals(0.5, v[32], 1e-6);
        float[] inside = point(20);
        new WrapAround(0, 0.75, 0.5).apply(inside, row(Material.MUSCLE, 1));
        assertArrayEquals(point(20), inside);
    }

    @Test
    void metalLeavesAHoleOfItsRadiusWithABrightRim() {
        float[] v = new float[LENGTH];
        Arrays.fill(v, 1);
        new MetalVoid(new Vec(20 / 39.0, 0, 0), 2.2).apply(v, row(Material.MUSCLE, 1));
        assertEquals(0, v[20]);
        assertEquals(0, v[24]);
        assertEquals(2.5, v[25], 0.1);
        assertEquals(1, v[39], 0.01);
    }
}
