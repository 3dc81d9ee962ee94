package condyle.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/**
 * Layers of waves under bells, x + cos(f) · exp(−s²), forwards and backwards in place and outside the gradient's record.
 *
 * <p>The engine's own record keeps and passes over twice as many numbers, and it is passes over memory, not products, that
 * such layers take their time for.
 */
public final class Wavelets {
    /**
     * The least exponent of a bell: products of smaller numbers leave the range of normal ones, and then take a hundred
     * times as long. What is cut off is below 2·10⁻²² of a wave.
     */
    public static final double LEAST = -50;

    private Wavelets() {}

    /**
     * What a layer's way back needs.
     *
     * @param wave sin(f) · exp(−s²)
     * @param bell s · cos(f) · exp(−s²)
     */
    public record Kept(Tensor wave, Tensor bell) {}

    /** Adds cos(f) · exp(−s²) to x in its memory, and overwrites f and s; all are (P, width). */
    public static Kept forward(Tensor f, Tensor s, Tensor x) {
        org.bytedeco.pytorch.Tensor bell = bell(s);
        org.bytedeco.pytorch.Tensor wave = f.handle.sin();
        wave.mul_(bell);
        f.handle.cos_().mul_(bell);
        x.handle.add_(f.handle);
        f.handle.mul_(s.handle);
        return new Kept(new Tensor(wave), f);
    }

    /** The same where there is no way back; overwrites f and s. */
    public static void add(Tensor f, Tensor s, Tensor x) {
        org.bytedeco.pytorch.Tensor bell = bell(s);
        x.handle.addcmul_(f.handle.cos_(), bell, new Scalar(1.0));
    }

    private static org.bytedeco.pytorch.Tensor bell(Tensor s) {
        return s.handle.mul(s.handle).neg_().clamp_min_(new Scalar(LEAST)).exp_();
    }

    /**
     * Turns what a layer kept into the slopes by f and by s, each short of a factor: −1 for f, −2 for s.
     *
     * @param slope by the layer's x + …, (P, width); stays as it is
     */
    public static void backward(Kept kept, Tensor slope) {
        kept.wave.handle.mul_(slope.handle);
        kept.bell.handle.mul_(slope.handle);
    }

    /** Adds a matrix product (P, from) · (from, to) to x (P, to) in its memory. */
    public static void addProduct(Tensor x, Tensor rows, Tensor matrix) {
        x.handle.addmm_(rows.handle, matrix.handle);
    }

    /** A matrix product (P, from) · (to, from)ᵀ plus a row (to). */
    public static Tensor affine(Tensor rows, Tensor weight, Tensor row) {
        return new Tensor(torch.addmm(row.handle, rows.handle, weight.handle.t()));
    }
}
