package condyle.data;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.SplittableRandom;

/** Grids of patches: axes along the world's in a given order, turned, scaled and mirrored at random about a centre. */
final class PatchGrid {
    private PatchGrid() {}

    static Geometry of(PatchSampler.Settings settings, Vec center, SplittableRandom random) {
        Augmentation a = settings.augmentation();
        Orientation axes = settings.preprocessing().axes();
        Size size = settings.size();
        double[] angle = new double[3];
        double[] change = new double[3];
        for (int k = 0; k < 3; k++) {
            angle[k] = Math.toRadians(a.rotation() * (2 * random.nextDouble() - 1));
            // A voxel that covers more of the knee shows the knee smaller.
            change[k] = Math.exp(a.scaling() * (2 * random.nextDouble() - 1));
        }
        change[0] *= random.nextDouble() < a.mirror() ? -1 : 1;
        // Drawn only where asked for: patches of earlier experiments stay what they were.
        change[1] *= a.flipFront() > 0 && random.nextDouble() < a.flipFront() ? -1 : 1;
        change[2] *= a.flipUp() > 0 && random.nextDouble() < a.flipUp() ? -1 : 1;
        boolean any = a.tumble() > 0 && random.nextDouble() < a.tumble();
        Affine turned = any ? rotation(random) : rotation(angle);
        Vec[] columns = new Vec[3];
        Vec half = Vec.ZERO;
        for (int world = 0; world < 3; world++) {
            int k = axes.voxelAxis(world);
            double step = settings.spacing().along(k) * change[world] * (axes.ascends(k) ? 1 : -1);
            columns[k] = turned.column(world).times(step);
            half = half.plus(columns[k].times((size.along(k) - 1) / 2.0));
        }
        return new Geometry(size, Affine.of(columns[0], columns[1], columns[2], center.minus(half)));
    }

    /** A turn of which each is as likely: four normal numbers are the direction of a unit quaternion. */
    private static Affine rotation(SplittableRandom random) {
        double[] q = new double[4];
        double norm = 0;
        for (int i = 0; i < 4; i++) {
            q[i] = random.nextGaussian();
            norm += q[i] * q[i];
        }
        double s = 2 / norm;
        double w = q[0];
        double x = q[1];
        double y = q[2];
        double z = q[3];
        return Affine.of(
                1 - s * (y * y + z * z),
                s * (x * y - z * w),
                s * (x * z + y * w),
                0,
                s * (x * y + z * w),
                1 - s * (x * x + z * z),
                s * (y * z - x * w),
                0,
                s * (x * z - y * w),
                s * (y * z + x * w),
                1 - s * (x * x + y * y),
                0);
    }

    private static Affine rotation(double[] angle) {
        double ca = Math.cos(angle[0]);
        double sa = Math.sin(angle[0]);
        double cb = Math.cos(angle[1]);
        double sb = Math.sin(angle[1]);
        double cc = Math.cos(angle[2]);
        double sc = Math.sin(angle[2]);
        Affine aboutX = Affine.of(1, 0, 0, 0, 0, ca, -sa, 0, 0, sa, ca, 0);
        Affine aboutY = Affine.of(cb, 0, sb, 0, 0, 1, 0, 0, -sb, 0, cb, 0);
        Affine aboutZ = Affine.of(cc, -sc, 0, 0, sc, cc, 0, 0, 0, 0, 1, 0);
        return aboutZ.after(aboutY).after(aboutX);
    }
}
