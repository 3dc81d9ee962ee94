package condyle.implicit;

import condyle.implicit.GaborLayer.Half;
import condyle.implicit.GaborLayer.Still;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import condyle.tensor.Wavelets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of residual Gabor layers whose weights stay: what it gives at points, and how its brightness changes with the code.
 *
 * <p>The same numbers as {@link CoordinateNetwork}'s up to rounding, in half the time: the way back is written out, for the code
 * alone.
 */
final class StillGabor {
    private final List<Still> layers = new ArrayList<>();
    private final Layered network;

    /** A network's parts. */
    record Layered(Encodings.Encoding encoding, List<GaborLayer> layers, Linear head) {}

    StillGabor(Layered network) {
        this.network = network;
        try (NoGradient off = new NoGradient()) {
            network.layers.forEach(layer -> layers.add(layer.still()));
        }
    }

    private static Tensor row(Half half, Tensor code) {
        return Wavelets.affine(code, half.features(), half.bias());
    }

    /** Numbers of the last layer, (P, width). */
    private Tensor inner(Tensor points, Tensor code, List<Wavelets.Kept> kept) {
        Tensor told = network.encoding.forward(points);
        Tensor x = null;
        for (Still layer : layers) {
            Tensor f;
            Tensor s;
            if (x == null) {
                f = Wavelets.affine(told, layer.wave().places(), row(layer.wave(), code));
                s = Wavelets.affine(told, layer.bell().places(), row(layer.bell(), code));
                x = f.zerosLike().add(code);
            } else {
                f = Wavelets.affine(x, layer.wave().features(), layer.wave().bias());
                s = Wavelets.affine(x, layer.bell().features(), layer.bell().bias());
            }
            if (kept == null) {
                Wavelets.add(f, s, x);
            } else {
                kept.add(Wavelets.forward(f, s, x));
            }
        }
        return x;
    }

    /** Numbers of the last layer at points, (P, width). */
    Tensor inner(Tensor points, Tensor code) {
        return Scope.only(() -> inner(points, code, null));
    }

    /**
     * The slope of the sum of the cross-entropies of brightness by the code, (1, latent).
     *
     * @param seen brightness from 0 to 1, (P, 1)
     */
    Tensor slope(Tensor points, Tensor seen, Tensor code) {
        return Scope.only(() -> {
            List<Wavelets.Kept> kept = new ArrayList<>();
            Tensor x = inner(points, code, kept);
            Tensor off = network.head.forward(x).sigmoid().sub(seen);
            Tensor slope = off.matmul(network.head.ofFeatures());
            Tensor sum = null;
            for (int i = layers.size() - 1; i >= 0; i--) {
                Wavelets.backward(kept.get(i), slope);
                Half wave = layers.get(i).wave();
                Half bell = layers.get(i).bell();
                if (i > 0) {
                    Wavelets.addProduct(
                            slope, kept.get(i).wave(), wave.features().neg());
                    Wavelets.addProduct(
                            slope, kept.get(i).bell(), bell.features().mul(-2));
                } else {
                    sum = slope.sum(0).unsqueeze(0);
                    Wavelets.addProduct(
                            sum,
                            kept.get(0).wave().sum(0).unsqueeze(0),
                            wave.features().neg());
                    Wavelets.addProduct(
                            sum,
                            kept.get(0).bell().sum(0).unsqueeze(0),
                            bell.features().mul(-2));
                }
            }
            return sum;
        });
    }
}
