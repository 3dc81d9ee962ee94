package condyle.mesh;

import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;

/**
 * A bone's surface and that of the bone with its cartilage, smoothed, and which of their vertices belong to cartilage.
 *
 * <p>Both lie in a frame of the grid's own: its axes, in mm from the first voxel's centre. The grid's axes are taken to be at
 * right angles.
 *
 * @param bone the bone's surface
 * @param beyond of the bone's vertices: number of the voxel just outside, or {@link #NOTHING} at the field of view's edge
 * @param covered whether cartilage lies on the bone at this vertex
 * @param joint the surface of bone and cartilage together
 * @param cartilage whether the vertex lies on the cartilage's outer side
 */
public record CoatedBone(Mesh bone, int[] beyond, boolean[] covered, Mesh joint, boolean[] cartilage) {
    /** Rounds of smoothing: takes voxel steps away and keeps a sphere's area and volume within 1.5 %. */
    public static final int ROUNDS = 20;

    /** No voxel: beyond the grid. */
    public static final int NOTHING = -1;

    /** The surfaces of two sets of one grid; empty where it has no bone. */
    public static CoatedBone of(Mask bone, Mask cartilage) {
        Geometry frame = Geometry.of(bone.size(), bone.geometry().spacing());
        Mask core = Mask.of(frame, bone.data());
        boolean[] coat = cartilage.data();
        Mask both = Mask.of(frame, bone.data().clone());
        for (int i = 0; i < coat.length; i++) {
            both.data()[i] |= coat[i];
        }
        Mesh inner = surface(core);
        Mesh outer = surface(both);
        int[] beyond = new int[inner.vertices()];
        boolean[] covered = new boolean[beyond.length];
        for (int v = 0; v < covered.length; v++) {
            beyond[v] = voxel(core, inner.point(v), false);
            covered[v] = beyond[v] != NOTHING && coat[beyond[v]];
        }
        boolean[] outside = new boolean[outer.vertices()];
        for (int v = 0; v < outside.length; v++) {
            outside[v] = coat[voxel(both, outer.point(v), true)];
        }
        return new CoatedBone(
                Smoothing.taubin(inner, ROUNDS), beyond, covered, Smoothing.taubin(outer, ROUNDS), outside);
    }

    /** The surface in steps of a set, made of the part of the grid that it fills. */
    public static Mesh surface(Mask set) {
        Box box = set.bounds();
        return box == null ? Mesh.of(new float[0], new int[0]) : MarchingCubes.of(set.crop(box.grow(1, set.size())));
    }

    /** Whether a vertex of the bone closes its surface at the field of view's edge. */
    public boolean lid(int vertex) {
        return beyond[vertex] == NOTHING;
    }

    /**
     * Thickness of the cartilage at each vertex of the bone: distance in mm to the nearest vertex of the outer side; NaN
     * where no cartilage lies.
     */
    public double[] thickness() {
        PointIndex outer = PointIndex.of(joint, cartilage);
        double[] out = new double[covered.length];
        for (int v = 0; v < out.length; v++) {
            out[v] = covered[v] ? outer.distance(bone.point(v)) : Double.NaN;
        }
        return out;
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
