package condyle.loss;

import condyle.distance.Grouped;
import condyle.distance.SoftLabels;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.tensor.Tensor;
import java.util.Arrays;

/** Maps drawn from the labels of a batch, patch by patch, in voxels. */
final class Maps {
    private Maps() {}

    /** The maps of a recipe, (N, maps, …), from labels (N, …). */
    static Tensor of(Tensor labels, int groups, SoftLabels recipe) {
        int last = labels.rank() - 1;
        Size size =
                new Size((int) labels.size(last), (int) labels.size(last - 1), last == 3 ? (int) labels.size(1) : 1);
        Geometry geometry = Geometry.of(size, Vec.of(1));
        SoftLabels inVoxels = recipe.inMm(1);
        int samples = (int) labels.size(0);
        int voxels = size.length();
        int maps = recipe.maps(groups);
        byte[] all = labels.toLabels();
        float[] out = new float[samples * maps * voxels];
        for (int n = 0; n < samples; n++) {
            Grouped patch = new Grouped(geometry, Arrays.copyOfRange(all, n * voxels, (n + 1) * voxels), groups);
            for (int m = 0; m < maps; m++) {
                System.arraycopy(inVoxels.draw(m, patch), 0, out, (n * maps + m) * voxels, voxels);
            }
        }
        long[] shape = new long[labels.rank() + 1];
        shape[0] = samples;
        shape[1] = maps;
        for (int d = 1; d < labels.rank(); d++) {
            shape[d + 1] = labels.size(d);
        }
        return Tensor.of(out, shape).to(labels.device());
    }
}
