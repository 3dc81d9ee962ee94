package condyle.phantom;

import condyle.image.Size;

/**
 * Gibbs' ringing: only the lower part of k-space was measured along one axis, so that edges overshoot by up to 9 %.
 *
 * <p>The ideal low-pass filter, cut off after {@value #LOBES} of its lobes.
 *
 * @param axis world axis, 0–2
 * @param kept share of k-space that is left, above 0, at most 1
 */
public record Ringing(int axis, double kept) implements Artefact {
    private static final int LOBES = 8;

    @Override
    public void apply(float[] brightness, Materials materials) {
        Size n = materials.geometry().size();
        float[] w = weights();
        Lines.each(brightness, n, Lines.axis(materials.geometry(), axis), (from, to) -> {
            for (int i = 0; i < from.length; i++) {
                float sum = w[0] * from[i];
                for (int d = 1; d < w.length; d++) {
                    sum += w[d] * (from[Math.max(0, i - d)] + from[Math.min(from.length - 1, i + d)]);
                }
                // Magnitude: what swings below zero comes back up.
                to[i] = Math.abs(sum);
            }
        });
    }

    private float[] weights() {
        int radius = (int) Math.ceil(LOBES / kept);
        double[] w = new double[radius + 1];
        double sum = 0;
        for (int d = 0; d <= radius; d++) {
            double u = Math.PI * kept * d;
            w[d] = d == 0 ? kept : kept * Math.sin(u) / u;
            sum += d == 0 ? w[d] : 2 * w[d];
        }
        float[] out = new float[radius + 1];
        for (int d = 0; d <= radius; d++) {
            out[d] = (float) (w[d] / sum);
        }
        return out;
    }
}
