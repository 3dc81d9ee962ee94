package condyle.loss;

import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Maps that losses draw from the labels of a batch, patch by patch, in voxels.
 *
 * <p>A patch knows no boundary beyond its border. Patches have one spacing along all axes, so a length in voxels is one in
 * mm divided by the stage's spacing.
 */
final class Maps {
    private Maps() {}

    /** A map of each group of each patch: (N, groups, …), from labels (N, …). */
    static Tensor ofGroups(Tensor labels, int groups, Function<Mask, float[]> map) {
        return draw(labels, groups, (group, geometry, patch) -> {
            boolean[] set = new boolean[patch.length];
            for (int i = 0; i < set.length; i++) {
                set[i] = patch[i] == group;
            }
            return map.apply(Mask.of(geometry, set));
        });
    }

    /** A map of each patch with all its labels: (N, 1, …), from labels (N, …). */
    static Tensor ofPatches(Tensor labels, Drawn map) {
        return draw(labels, 1, (group, geometry, patch) -> map.of(geometry, patch));
    }

    /** A map of the labels of one patch, x fastest. */
    interface Drawn {
        float[] of(Geometry geometry, byte[] labels);
    }

    private interface Each {
        float[] of(int group, Geometry geometry, byte[] labels);
    }

    private static Tensor draw(Tensor labels, int groups, Each map) {
        int last = labels.rank() - 1;
        Size size =
                new Size((int) labels.size(last), (int) labels.size(last - 1), last == 3 ? (int) labels.size(1) : 1);
        Geometry geometry = Geometry.of(size, Vec.of(1));
        int samples = (int) labels.size(0);
        int voxels = size.length();
        byte[] all = labels.toLabels();
        float[] out = new float[samples * groups * voxels];
        for (int n = 0; n < samples; n++) {
            byte[] patch = Arrays.copyOfRange(all, n * voxels, (n + 1) * voxels);
            for (int g = 0; g < groups; g++) {
                System.arraycopy(map.of(g, geometry, patch), 0, out, (n * groups + g) * voxels, voxels);
            }
        }
        long[] shape = new long[labels.rank() + 1];
        shape[0] = samples;
        shape[1] = groups;
        for (int d = 1; d < labels.rank(); d++) {
            shape[d + 1] = labels.size(d);
        }
        return Tensor.of(out, shape).to(labels.device());
    }
}
