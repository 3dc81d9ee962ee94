package condyle.bench;

import condyle.config.Choice;
import condyle.experiment.Formats;
import condyle.image.Size;
import condyle.net.Network;
import condyle.net.Networks;
import condyle.net.Outline;
import condyle.net.Task;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.Random;

/**
 * A network and the images on which it is measured.
 *
 * @param network and its settings; weights are drawn from one seed
 * @param patch voxels of an image; z is 1 in 2-D
 * @param batch images at once
 */
public record Subject(Choice network, Size patch, int batch) {
    static final int CLASSES = 10;
    private static final Task TASK = new Task(1, CLASSES, 1);

    /** Reads what {@link #text} gives, or {@code {network: {type: unet}, patch: [96, 96, 96], batch: 1}}. */
    static Subject parse(String text) {
        return Formats.YAML.parse("subject", text, Subject.class, List.of());
    }

    /** A network on one block of 96³ voxels or two slices of 288², or the next size above that it takes. */
    static Subject of(Choice network) {
        boolean flat = Outline.dimensions(network, TASK) == 2;
        Size least = flat ? new Size(288, 288, 1) : new Size(96, 96, 96);
        return new Subject(network, Outline.patch(network, TASK, least), flat ? 2 : 1);
    }

    /** All of it as YAML. */
    String text() {
        return Formats.YAML.print(this);
    }

    /** Images in words, such as "2 × 288×288". */
    String images() {
        return batch + " × " + (flat() ? patch.x() + "×" + patch.y() : patch.toString());
    }

    boolean flat() {
        return Outline.dimensions(network, TASK) == 2;
    }

    Network make() {
        return Networks.ALL.make(network, TASK);
    }

    /** Parameters, and operations of a pass over one image. */
    Outline outline() {
        return Outline.of(network, TASK, patch);
    }

    /** Floating-point operations of a pass over all images in use. */
    double operations() {
        return 2.0 * batch * outline().multiplications();
    }

    /** Images (N, 1, Z, Y, X) or (N, 1, Y, X): the number of the label, and noise. */
    Tensor voxels() {
        byte[] labels = boxes();
        float[] values = new float[labels.length];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = labels[i] + 0.3f * (float) random.nextGaussian();
        }
        return flat()
                ? Tensor.of(values, batch, 1, patch.y(), patch.x())
                : Tensor.of(values, batch, 1, patch.z(), patch.y(), patch.x());
    }

    /** Labels (N, Z, Y, X) or (N, Y, X): nine boxes. */
    Tensor labels() {
        return flat()
                ? Tensor.labels(boxes(), batch, patch.y(), patch.x())
                : Tensor.labels(boxes(), batch, patch.z(), patch.y(), patch.x());
    }

    private byte[] boxes() {
        int each = patch.length();
        int rows = flat() ? patch.y() : patch.z();
        byte[] labels = new byte[batch * each];
        for (int i = 0; i < labels.length; i++) {
            int row = i % each / (each / rows);
            labels[i] = (byte) (3 * (row * 3 / rows) + i % patch.x() * 3 / patch.x());
        }
        return labels;
    }
}
