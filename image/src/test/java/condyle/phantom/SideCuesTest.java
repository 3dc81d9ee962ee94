package condyle.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import org.junit.jupiter.api.Test;

class SideCuesTest {
    /** Millimetres by which the patella lies aside. */
    private static final double PATELLA = 6;

    /** Boxes of a right knee ({@code side} 1) or its mirror image (−1): 2 mm voxels, plateau at 0. */
    private static LabelMap boxes(int side, double patella) {
        Size n = new Size(61, 51, 65);
        Geometry grid = Geometry.of(n, Vec.of(2), new Vec(-60, -50, -20));
        byte[] data = new byte[n.length()];
        for (int k = 0, i = 0; k < n.z(); k++) {
            for (int j = 0; j < n.y(); j++) {
                for (int h = 0; h < n.x(); h++, i++) {
                    Vec p = grid.toWorld().apply(h, j, k);
                    data[i] = (byte) tissue(side * p.x(), p.y(), p.z(), patella);
                }
            }
        }
        return LabelMap.of(grid, data, LabelSet.ZIB);
    }

    private static int tissue(double x, double y, double z, double patella) {
        if (z == 0 && Math.abs(x) >= 8 && Math.abs(x) <= 30 && Math.abs(y) <= (x < 0 ? 24 : 18)) {
            return 4;
        }
        if (z >= 6 && y > 17 && y < 23 && Math.abs(x) <= 20 && z <= (x < 0 ? 20 : 28)) {
            return 2;
        }
        if (z >= 4 && Math.abs(y) < 15 && Math.abs(x - 0.1 * z) <= 14) {
            return 1;
        }
        return z > 16 && z < 50 && y > 30 && y < 40 && Math.abs(x - patella) <= 14 ? 5 : 0;
    }

    @Test
    void everyCueCountsByItsSize() {
        // Lean 0.1 of 0.1, trochlea 8 of 6 mm, plate 8 of 5 mm (on the lattice of every second voxel), patella 6 of 10
        // mm.
        assertEquals(1 + 8 / 6.0 + 1.6 + 0.6, SideCues.score(boxes(1, PATELLA), Vec.ZERO), 0.2);
    }

    @Test
    void aMirroredKneeIsTheOtherSide() {
        double right = SideCues.score(boxes(1, PATELLA), Vec.ZERO);
        assertEquals(-right, SideCues.score(boxes(-1, PATELLA), Vec.ZERO), 0.2);
    }

    @Test
    void aPatellaOnTheWrongSideAloneDecidesNothing() {
        assertEquals(1 + 8 / 6.0 + 1.6 - 0.9, SideCues.score(boxes(1, -9), Vec.ZERO), 0.2);
    }
}
