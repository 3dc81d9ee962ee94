package condyle.infer;

import condyle.image.Probabilities;
import condyle.image.Volume;
import condyle.net.PointNetwork;

/**
 * How far each voxel is from where the most likely class changes: negative where a class is the most likely one.
 *
 * <p>The zero level is the surface between voxels at which the labels switch. Of networks whose logits are distances
 * ({@link PointNetwork}) it is a signed distance in mm near the surface, of others a number without a unit.
 */
public final class Margin {
    /** Below it a probability counts as it, which bounds the margin to about 9 mm. */
    private static final float LEAST = 1e-30f;

    private Margin() {}

    /** The margin of a class, 0 for background. */
    public static Volume of(Probabilities p, int label) {
        float[] out = new float[p.geometry().size().length()];
        float[] own = p.classes()[label];
        for (int i = 0; i < out.length; i++) {
            float other = 0;
            for (int c = 0; c < p.classes().length; c++) {
                other = c == label ? other : Math.max(other, p.classes()[c][i]);
            }
            // Two distances of opposite signs: half of their difference is the distance to the surface between them.
            double odds = Math.log(Math.max(LEAST, own[i])) - Math.log(Math.max(LEAST, other));
            out[i] = (float) (-PointNetwork.MM / 2 * odds);
        }
        return Volume.of(p.geometry(), out);
    }
}
