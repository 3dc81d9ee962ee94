package condyle.image;

/**
 * Probability of each label at each voxel of a grid.
 *
 * <p>{@code classes[c][voxel]} belongs to label {@code c}: 0 is background, c ≥ 1 the c-th tissue of the scheme. Each
 * voxel's values sum to 1.
 */
public record Probabilities(Geometry geometry, LabelSet labels, float[][] classes) {
    public Probabilities {
        if (classes.length != labels.tissues().size() + 1) {
            throw new IllegalArgumentException("probabilities have " + classes.length + " classes, scheme "
                    + labels.name() + " needs " + (labels.tissues().size() + 1) + " with background");
        }
        for (float[] c : classes) {
            Volume.requireLength(geometry, c.length);
        }
    }

    /** Probability of one class as a volume; not a copy. */
    public Volume at(int label) {
        return Volume.of(geometry, classes[label]);
    }

    /** The class with the highest probability at each voxel, unsigned; a tie goes to the lower class. */
    public byte[] best() {
        byte[] out = new byte[geometry.size().length()];
        float[] best = classes[0].clone();
        for (int c = 1; c < classes.length; c++) {
            float[] p = classes[c];
            for (int i = 0; i < out.length; i++) {
                if (p[i] > best[i]) {
                    best[i] = p[i];
                    out[i] = (byte) c;
                }
            }
        }
        return out;
    }

    /** The label with the highest probability at each voxel; a tie goes to the lower class. */
    public LabelMap argmax() {
        byte[] out = best();
        byte[] number = new byte[classes.length];
        for (int c = 1; c < classes.length; c++) {
            number[c] = (byte) labels.tissues().get(c - 1).number();
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = number[out[i] & 0xff];
        }
        return LabelMap.of(geometry, out, labels);
    }
}
