package condyle.data;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.SplittableRandom;

/** Grids of patches: RAS+ axes at one spacing, turned, scaled and mirrored at random about a centre. */
final class PatchGrid {
    private PatchGrid() {}

    static Geometry of(Size size, double spacing, Vec center, Augmentation a, SplittableRandom random) {
        double[] angle = new double[3];
        double[] step = new double[3];
        for (int k = 0; k < 3; k++) {
            angle[k] = Math.toRadians(a.rotation() * (2 * random.nextDouble() - 1));
            // A voxel that covers more of the knee shows the knee smaller.
            step[k] = spacing * Math.exp(a.scaling() * (2 * random.nextDouble() - 1));
        }
        step[0] *= random.nextDouble() < a.mirror() ? -1 : 1;
        Affine turned = rotation(angle);
        Vec x = turned.column(0).times(step[0]);
        Vec y = turned.column(1).times(step[1]);
        Vec z = turned.column(2).times(step[2]);
        Vec half = x.times((size.x() - 1) / 2.0)
                .plus(y.times((size.y() - 1) / 2.0))
                .plus(z.times((size.z() - 1) / 2.0));
        return new Geometry(size, Affine.of(x, y, z, center.minus(half)));
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
