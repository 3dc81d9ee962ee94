package condyle.net;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.nn.Mode;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Sketch;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What can be told of a network from its outline alone, without weights.
 *
 * @param dimensions 2 or 3
 * @param parameters numbers that it learns
 * @param multiplications of one pass over a patch in use; floating-point operations are twice as many
 * @param results numbers that its convolutions give out and its joints copy in that pass: training holds a few times as many
 * @param paper where it was published; empty if nowhere
 */
public record Outline(int dimensions, long parameters, long multiplications, long results, String paper) {
    /** Voxels of the strips that are tried; the reach of the deepest network, a Tiramisu, is 2,300. */
    private static final int[] LENGTHS = {256, 1024, 2048, 4096};

    /**
     * Makes the outline of a network.
     *
     * @param patch whose multiplications are counted; in 2-D its z does not count
     * @throws IllegalArgumentException if the patch does not fit
     */
    public static Outline of(Choice choice, Task task, Size patch) {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient();
                Sketch sketch = new Sketch(Sketch.Kind.SHAPES)) {
            Network network = Networks.ALL.make(choice, task);
            network.mode(Mode.USE);
            network.requirePatch(patch);
            network.forward(Sketch.image(shape(network, 1, task.inputs(), patch)));
            long parameters = parameters(network);
            return new Outline(
                    network.dimensions(), parameters, sketch.multiplications(), sketch.results(), network.paper());
        }
    }

    /** Spatial axes of a network's images: 2 or 3. */
    public static int dimensions(Choice choice, Task task) {
        try (Scope scope = new Scope();
                Sketch sketch = new Sketch(Sketch.Kind.SHAPES)) {
            return Networks.ALL.make(choice, task).dimensions();
        }
    }

    /** The smallest patch that a network takes and that has so many voxels along each axis at least. */
    public static Size patch(Choice choice, Task task, Size least) {
        try (Scope scope = new Scope();
                Sketch sketch = new Sketch(Sketch.Kind.SHAPES)) {
            return Networks.ALL.make(choice, task).fit(least);
        }
    }

    /** Numbers that a network learns. */
    static long parameters(Network network) {
        return network.parameters().values().stream().mapToLong(Tensor::count).sum();
    }

    private static long[] shape(Network network, long samples, long channels, Size patch) {
        return network.dimensions() == 3
                ? new long[] {samples, channels, patch.z(), patch.y(), patch.x()}
                : new long[] {samples, channels, patch.y(), patch.x()};
    }

    /**
     * Voxels along an axis of the image that the logits of one voxel may depend on; empty where it is all of them.
     *
     * <p>NaN is put into one voxel after the other of a long strip: the logits that it spoils depend on it. Norms of whole
     * images are left aside.
     */
    public static OptionalInt reach(Choice choice) {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient();
                Sketch sketch = new Sketch(Sketch.Kind.REACH)) {
            Network network = Networks.ALL.make(choice, new Task(1, 2, 0));
            network.mode(Mode.USE);
            for (int length : LENGTHS) {
                Size strip = network.fit(new Size(1, length, 1));
                // One voxel tells cheaply whether the strip is long enough for all of them.
                OptionalInt reach = reach(spoiled(network, strip, 1), strip.y(), 1);
                if (reach.isPresent()) {
                    reach = reach(spoiled(network, strip, network.divisor()), strip.y(), network.divisor());
                }
                if (reach.isPresent()) {
                    return reach;
                }
            }
            return OptionalInt.empty();
        }
    }

    /** First and last y of the logits that depend on voxel y of the image, for so many y in the middle. */
    private static int[][] spoiled(Network network, Size strip, int count) {
        try (Scope scope = new Scope()) {
            int slices = network.dimensions() == 3 ? strip.z() : 1;
            int row = strip.x();
            int sample = slices * strip.y() * row;
            float[] voxels = new float[count * sample];
            for (int i = 0; i < count; i++) {
                int y = strip.y() / 2 / network.divisor() * network.divisor() + i;
                for (int z = 0; z < slices; z++) {
                    int from = i * sample + (z * strip.y() + y) * row;
                    Arrays.fill(voxels, from, from + row, Float.NaN);
                }
            }
            Tensor logits = network.forward(Tensor.of(voxels, shape(network, count, 1, strip)));
            return extents(logits, count, strip.y());
        }
    }

    private static int[][] extents(Tensor logits, int count, int length) {
        int rank = logits.rank();
        // Sums keep NaN, so that one number for each sample and y is left.
        Tensor all = rank == 5 ? logits.sum(1, 2, 4) : logits.sum(1, 3);
        float[] values = all.toFloats();
        int[][] extents = new int[count][2];
        for (int i = 0; i < count; i++) {
            extents[i] = new int[] {length, -1};
            for (int y = 0; y < length; y++) {
                if (Float.isNaN(values[i * length + y])) {
                    extents[i][0] = Math.min(extents[i][0], y);
                    extents[i][1] = y;
                }
            }
        }
        return extents;
    }

    /** The longest run of voxels that one logit sees; empty if a run meets the end of the strip. */
    private static OptionalInt reach(int[][] extents, int length, int divisor) {
        int longest = 0;
        for (int y = 0; y < divisor; y++) {
            int first = Integer.MAX_VALUE;
            int last = Integer.MIN_VALUE;
            for (int i = 0; i < divisor; i++) {
                if (extents[i][0] <= 0 || extents[i][1] >= length - 1) {
                    return OptionalInt.empty();
                }
                // What holds for a voxel holds a divisor farther on too.
                first = Math.min(first, i + divisor * Math.floorDiv(y - extents[i][1] + divisor - 1, divisor));
                last = Math.max(last, i + divisor * Math.floorDiv(y - extents[i][0], divisor));
            }
            longest = Math.max(longest, last - first + 1);
        }
        return OptionalInt.of(longest);
    }
}
