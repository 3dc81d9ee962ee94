package condyle.implicit;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;

/**
 * Where places of the world lie to a coordinate network: from 0 to 1 along x, y and z, about.
 *
 * @param fromWorld mm to coordinates
 */
public record Frame(Affine fromWorld) {
    /** What the coordinates count. */
    public enum Kind {
        /** Shares of the field of view: voxel i of n lies at i/n, as published. */
        VIEW,
        /** Millimetres from the middle of the field of view, 160 of them as 1: scans that show more or less agree. */
        MILLIMETRES
    }

    private static final double REACH = 160;

    /** The frame of a knee's grid, whose axes run along the world's. */
    public static Frame of(Geometry knee, Kind kind) {
        Size n = knee.size();
        Affine voxel = knee.toVoxel();
        if (kind == Kind.VIEW) {
            Vec share = new Vec(1.0 / n.x(), 1.0 / n.y(), 1.0 / n.z());
            return new Frame(Affine.scaling(share, Vec.ZERO).after(voxel));
        }
        Vec middle = knee.center();
        double mm = 1 / REACH;
        return new Frame(Affine.scaling(Vec.of(mm), Vec.of(0.5).minus(middle.times(mm))));
    }

    /** Coordinates of some voxels of a grid, from the voxel {@code first} on, x fastest: x, y, z of each. */
    float[] of(Geometry grid, long first, int count) {
        Affine map = fromWorld.after(grid.toWorld());
        Size n = grid.size();
        float[] out = new float[3 * count];
        for (int i = 0; i < count; i++) {
            long at = first + i;
            Vec c = map.apply(at % n.x(), at / n.x() % n.y(), (double) (at / ((long) n.x() * n.y())));
            out[3 * i] = (float) c.x();
            out[3 * i + 1] = (float) c.y();
            out[3 * i + 2] = (float) c.z();
        }
        return out;
    }
}
