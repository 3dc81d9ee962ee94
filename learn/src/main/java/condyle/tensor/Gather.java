package condyle.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Reads images (N, C, Z, Y, X) between their voxels, linearly along each axis; beyond the outermost centres their values hold.
 *
 * <p>Gradients flow to the images, not to the places. Places count in voxels, whole numbers being voxel centres.
 */
public final class Gather {
    private static final int CORNERS = 8;

    private Gather() {}

    /**
     * As many points in each of several images.
     *
     * @param xyz x, y, z of each point, the points of an image one after another
     * @param images number of images
     */
    public record Points(float[] xyz, int images) {
        public Points {
            if (images < 1 || xyz.length % (3 * images) != 0) {
                throw new IllegalArgumentException("points: " + xyz.length + " numbers for " + images
                        + " images; expected three a point, the same " + "number of points in each");
            }
        }

        /** Points of each image. */
        public int count() {
            return xyz.length / (3 * images);
        }

        /** The same points counted in the voxels of images of the same field of view that are so many times as coarse. */
        public Points coarser(int factor) {
            float[] moved = new float[xyz.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = (float) Gather.coarser(xyz[i], factor);
            }
            return new Points(moved, images);
        }
    }

    /** All points with one of these x, one of these y and one of these z; each list in rising or falling order. */
    public record Lattice(double[] x, double[] y, double[] z) {
        /** The same points counted in the voxels of images that are so many times as coarse. */
        public Lattice coarser(int factor) {
            return new Lattice(all(x, factor), all(y, factor), all(z, factor));
        }

        private static double[] all(double[] places, int factor) {
            return Arrays.stream(places).map(p -> Gather.coarser(p, factor)).toArray();
        }
    }

    /** A place counted in the voxels of an image of the same field of view that is so many times as coarse. */
    static double coarser(double place, int factor) {
        return (place + 0.5) / factor - 0.5;
    }

    /** Values at points, in the kind F32: (N, C, 1, 1, P). */
    public static Tensor at(Tensor image, Points points) {
        long[] n = image.shape();
        if (n[0] != points.images) {
            throw new IllegalArgumentException("points in " + points.images + " images, but there are " + n[0]);
        }
        int all = points.xyz.length / 3;
        long[] rows = new long[CORNERS * all];
        float[] weights = new float[CORNERS * all];
        for (int i = 0; i < all; i++) {
            corners(points, i, n, rows, weights);
        }
        long[] firsts = new long[all];
        for (int i = 0; i < all; i++) {
            firsts[i] = (long) CORNERS * i;
        }
        org.bytedeco.pytorch.Tensor table =
                image.to(Kind.F32).permute(0, 2, 3, 4, 1).reshape(-1, n[1]).handle;
        // A weighted sum of rows of a table, which the engine does and undoes in parallel; its own sampling of grids
        // does not.
        Tensor read = new Tensor(torch.embedding_bag(
                        table,
                        on(image, Tensor.of(rows, rows.length)),
                        on(image, Tensor.of(firsts, all)),
                        false,
                        0,
                        false,
                        new TensorOptional(on(image, Tensor.of(weights, weights.length))),
                        false)
                .get0());
        return read.reshape(n[0], points.count(), n[1])
                .transpose(1, 2)
                .unsqueeze(2)
                .unsqueeze(2);
    }

    private static org.bytedeco.pytorch.Tensor on(Tensor image, Tensor made) {
        return made.to(image.device()).handle;
    }

    /** Rows of the table of voxels, and weights, of the eight voxels about a point. */
    private static void corners(Points points, int i, long[] n, long[] rows, float[] weights) {
        long image = i / points.count();
        int at = CORNERS * i;
        for (int c = 0; c < CORNERS; c++) {
            rows[at + c] = image;
            weights[at + c] = 1;
        }
        for (int axis = 2; axis >= 0; axis--) {
            long length = n[4 - axis];
            double place = Math.max(0, Math.min(length - 1, points.xyz[3 * i + axis]));
            long low = Math.min((long) place, Math.max(0, length - 2));
            float up = (float) (place - low);
            for (int c = 0; c < CORNERS; c++) {
                boolean high = (c >> axis & 1) == 1;
                rows[at + c] = rows[at + c] * length + Math.min(length - 1, low + (high ? 1 : 0));
                weights[at + c] *= high ? up : 1 - up;
            }
        }
    }

    /** Values at all points of a lattice: (N, C, z's, y's, x's). */
    public static Tensor lattice(Tensor image, Lattice points) {
        return along(along(along(image, 2, points.z), 3, points.y), 4, points.x);
    }

    private static Tensor along(Tensor image, int dim, double[] places) {
        long length = image.size(dim);
        long[] low = new long[places.length];
        long[] high = new long[places.length];
        float[] up = new float[places.length];
        boolean same = places.length == length;
        for (int i = 0; i < places.length; i++) {
            double place = Math.max(0, Math.min(length - 1, places[i]));
            low[i] = Math.min((long) place, Math.max(0, length - 2));
            high[i] = Math.min(length - 1, low[i] + 1);
            up[i] = (float) (place - low[i]);
            same &= Math.abs(place - i) < 1e-9;
        }
        if (same) {
            return image;
        }
        long[] shape = {1, 1, 1, 1, 1};
        shape[dim] = places.length;
        Tensor share = Tensor.of(up, shape).to(image.device()).to(image.kind());
        org.bytedeco.pytorch.Tensor from = image.handle.index_select(dim, on(image, Tensor.of(low, low.length)));
        org.bytedeco.pytorch.Tensor to = image.handle.index_select(dim, on(image, Tensor.of(high, high.length)));
        return new Tensor(from.lerp(to, share.handle));
    }
}
