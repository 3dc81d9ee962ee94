package condyle.measure;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;

/** A right knee of boxes and two parabolas, whose cues are known: 2 mm voxels, 1 mm high, plateau near the origin. */
final class BoxKnee {
    /** Medial tibial cartilage's number for the plate at smaller x, and lateral's for the other. */
    static final int[] TOLD_RIGHT = {5, 6};

    static final int[] TOLD_LEFT = {6, 5};
    private static final Geometry GRID = Geometry.of(new Size(45, 33, 160), new Vec(2, 2, 1), new Vec(-44, -32, -60));

    private BoxKnee() {}

    /** The knee, its tibial cartilages numbered as told. */
    static LabelMap of(int[] told) {
        Size n = GRID.size();
        byte[] data = new byte[n.length()];
        for (int k = 0, i = 0; k < n.z(); k++) {
            for (int j = 0; j < n.y(); j++) {
                for (int h = 0; h < n.x(); h++, i++) {
                    Vec p = GRID.toWorld().apply(h, j, k);
                    data[i] = (byte) tissue(p.x(), p.y(), p.z(), told);
                }
            }
        }
        return LabelMap.of(GRID, data, LabelSet.CONDYLE);
    }

    private static int tissue(double x, double y, double z, int[] told) {
        if (x >= -30 && x <= -8 && Math.abs(y) <= 24 && z == Math.rint(0.01 * y * y)) {
            return told[0];
        }
        if (x >= 8 && x <= 30 && Math.abs(y) <= 18 && z == Math.rint(-0.005 * y * y)) {
            return told[1];
        }
        if (z < -6 && (Math.abs(x) <= 34 && Math.abs(y) <= 20 || z < -20 && y > 20 && y <= 30 && x >= 2 && x <= 16)) {
            return 2;
        }
        if (z > 14 && z < 40 && y >= 16 && (x >= 12 && x <= 24 && y <= 28 || x >= -24 && x <= -10 && y <= 22)) {
            return 4;
        }
        return z > 7 && Math.abs(y) < 15 && Math.abs(x - 0.1 * z) <= 14 ? 1 : 0;
    }

    /** The same voxels seen in a mirror: the world's x has its sign changed. */
    static LabelMap mirrored(LabelMap map) {
        return moved(map, Affine.scaling(new Vec(-1, 1, 1), Vec.ZERO));
    }

    static LabelMap moved(LabelMap map, Affine change) {
        Geometry g = map.geometry();
        return LabelMap.of(new Geometry(g.size(), change.after(g.toWorld())), map.data(), map.labels());
    }

    /** The mirror image on the same grid, which must lie evenly about x = 0. */
    static LabelMap flipped(LabelMap map) {
        Size n = map.size();
        byte[] out = new byte[n.length()];
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    out[i] = map.data()[n.index(n.x() - 1 - x, y, z)];
                }
            }
        }
        return LabelMap.of(map.geometry(), out, map.labels());
    }
}
