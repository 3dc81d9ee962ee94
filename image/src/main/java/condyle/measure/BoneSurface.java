package condyle.measure;

import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.mesh.MarchingCubes;
import condyle.mesh.Mesh;
import condyle.mesh.Smoothing;

/**
 * A bone's surface and that of the bone with its cartilage, smoothed, and which of their vertices belong to cartilage.
 *
 * @param bone the bone's surface
 * @param covered whether cartilage lies on the bone at this vertex
 * @param joint the surface of bone and cartilage together
 * @param cartilage whether the vertex lies on the cartilage's outer side
 * @param lid of the bone's vertices: whether it closes the surface at the field of view's edge
 */
record BoneSurface(Mesh bone, boolean[] covered, Mesh joint, boolean[] cartilage, boolean[] lid) {
    /** Smooths voxel steps away and keeps a sphere's area and volume within 1.5 %. */
    static final int ROUNDS = 20;

    private static final int NOTHING = -1;

    /** The surface of a bone of an aligned knee; empty where it has none. */
    static BoneSurface of(AlignedKnee knee, String bone) {
        LabelMap labels = knee.labels();
        String layer = bone.equals(LabelSet.FEMUR)
                ? LabelSet.FEMORAL_CARTILAGE
                : bone.equals(LabelSet.TIBIA) ? LabelSet.TIBIAL_CARTILAGE : LabelSet.PATELLAR_CARTILAGE;
        Mask core = labels.mask(bone);
        Mask coat = labels.mask(layer);
        Mask both = Mask.of(core.geometry(), core.data().clone());
        for (int i = 0; i < coat.data().length; i++) {
            both.data()[i] |= coat.data()[i];
        }
        Mesh inner = surface(core);
        Mesh outer = surface(both);
        boolean[] covered = new boolean[inner.vertices()];
        boolean[] lid = new boolean[inner.vertices()];
        for (int v = 0; v < covered.length; v++) {
            int beyond = voxel(core, inner.point(v), false);
            lid[v] = beyond == NOTHING;
            covered[v] = !lid[v] && coat.data()[beyond];
        }
        boolean[] cartilage = new boolean[outer.vertices()];
        for (int v = 0; v < cartilage.length; v++) {
            cartilage[v] = coat.data()[voxel(both, outer.point(v), true)];
        }
        return new BoneSurface(
                Smoothing.taubin(inner, ROUNDS), covered, Smoothing.taubin(outer, ROUNDS), cartilage, lid);
    }

    /** The surface in steps of a set, made of the part of the grid that it fills. */
    static Mesh surface(Mask set) {
        Box box = set.bounds();
        return box == null ? Mesh.of(new float[0], new int[0]) : MarchingCubes.of(set.crop(box.grow(1, set.size())));
    }

    /** The voxel just inside or outside of a vertex in steps: one coordinate lies half-way between two centres. */
    private static int voxel(Mask set, Vec p, boolean inside) {
        Geometry g = set.geometry();
        Size n = g.size();
        Vec s = g.spacing();
        int[] low = new int[3];
        int[] high = new int[3];
        for (int k = 0; k < 3; k++) {
            double at = p.along(k) / s.along(k);
            low[k] = (int) Math.floor(at + 0.25);
            high[k] = (int) Math.ceil(at - 0.25);
        }
        boolean lowInside = n.contains(low[0], low[1], low[2]) && set.at(low[0], low[1], low[2]);
        int[] v = lowInside == inside ? low : high;
        return n.contains(v[0], v[1], v[2]) ? n.index(v[0], v[1], v[2]) : NOTHING;
    }
}
