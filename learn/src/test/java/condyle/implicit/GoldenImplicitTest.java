package condyle.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.loss.Grouping;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs, loss and gradients against PyTorch 1.13 in double precision: the lines of {@code bench/coordinate_networks.py}. */
class GoldenImplicitTest {
    private static final int WIDTH = 8;
    private static final int CLASSES = 3;
    private static final int POINTS = 24;

    private static final Choice GABOR = new Choice("gabor", GaborLayer.Config.DEFAULTS);
    private static final Choice RELU = new Choice("relu", RectifiedLayer.Config.DEFAULTS);
    private static final Choice PLAIN = new Choice("plain", Encodings.Plain.DEFAULTS);

    private static CoordinateNetwork.Config config(Choice activation) {
        return new CoordinateNetwork.Config(
                3,
                3,
                WIDTH,
                WIDTH,
                CoordinateNetwork.Coordinates.FIRST,
                CoordinateNetwork.Layers.SHARED,
                CoordinateNetwork.Skip.RESIDUAL,
                activation,
                PLAIN);
    }

    private static CoordinateNetwork.Config config(CoordinateNetwork.Coordinates told, CoordinateNetwork.Layers heads) {
        return new CoordinateNetwork.Config(
                3, 3, WIDTH, WIDTH, told, heads, CoordinateNetwork.Skip.RESIDUAL, GABOR, PLAIN);
    }

    private static final Map<String, CoordinateNetwork.Config> CONFIGS = Map.of(
            "gabor",
            config(GABOR),
            "gabor everywhere",
            config(CoordinateNetwork.Coordinates.ALL, CoordinateNetwork.Layers.SHARED),
            "gabor in time",
            config(GABOR).along(4),
            "gabor separate",
            config(CoordinateNetwork.Coordinates.FIRST, CoordinateNetwork.Layers.SEPARATE),
            "complex-gabor",
            config(new Choice("complex-gabor", new ComplexGaborLayer.Config(10, 4))),
            "sine",
            config(new Choice("sine", SineLayer.Config.DEFAULTS)),
            "relu",
            config(RELU),
            "relu fourier",
            new CoordinateNetwork.Config(
                    3,
                    3,
                    WIDTH,
                    WIDTH,
                    CoordinateNetwork.Coordinates.FIRST,
                    CoordinateNetwork.Layers.SHARED,
                    CoordinateNetwork.Skip.RESIDUAL,
                    RELU,
                    new Choice("fourier", new Encodings.Fourier(5, 1))),
            "relu without code",
            new CoordinateNetwork.Config(
                    3,
                    3,
                    WIDTH,
                    0,
                    CoordinateNetwork.Coordinates.FIRST,
                    CoordinateNetwork.Layers.SHARED,
                    CoordinateNetwork.Skip.NONE,
                    RELU,
                    PLAIN));

    @ParameterizedTest
    @CsvSource({
        "gabor, 0.1767934, -0.1352644, -0.1092006, 0.2114027, 8.307499, 0.3506919, 1608487273",
        "gabor everywhere, 0.1390353, 0.1571361, 0.05468312, -0.1967359, 8.474324, 0.4626869, 1608487273",
        "gabor in time, 0.1791521, -0.1636893, -0.1245051, 0.2260104, 8.389367, 0.07059747, 1608487273",
        "gabor separate, 0.1204731, -0.02097282, 0.06409258, 0.1943012, 8.383989, 0.1616218, 41248353",
        "complex-gabor, 0.4479903, -0.3215025, -0.5026441, 0.1183401, 8.774146, 0.3274718, 3593199695",
        "sine, 0.1949626, -0.1885601, -0.3605958, 0.03822866, 8.124699, 10.51903, 2662492816",
        "relu, 0.04960496, 0.02877848, -0.01908547, 0.04221347, 8.274672, 0.07932628, 2662492816",
        "relu fourier, 0.0601152, -0.02778726, -0.1130951, 0.05528876, 8.274698, 0.07416517, 159984181",
        "relu without code, 0.04467483, 0.08069041, 0.02250539, 0.004698302, 4.288783, 0, 2662492816"
    })
    void outputsLossAndGradientAreThoseOfPyTorch(
            String name, double mean, double a, double b, double c, double loss, double gradient, long names) {
        try (Scope scope = new Scope()) {
            CoordinateNetwork.Config config = CONFIGS.get(name);
            CoordinateNetwork network = new CoordinateNetwork(config, new CoordinateNetwork.Outputs(CLASSES, 1), 1);
            assertThat(fill(network.state())).as("CRC-32 of the names").isEqualTo(names);
            Tensor code = config.latent() == 0 ? null : code().withGradient();
            AutoDecoderLoss.Points points = points(config.axes());
            Tensor out = network.of(points.places(), code);
            float[] y = out.toFloats();
            double[] found = {out.abs().mean().item(), y[0], y[23 * 4 + 2], y[11 * 4 + 3]};
            assertThat(found).containsExactly(new double[] {mean, a, b, c}, within(1e-4 * mean));
            Tensor value =
                    code == null ? out.sum() : new AutoDecoderLoss(10, 1e-2, 1e-3).training(network, points, code);
            assertThat(value.item()).isCloseTo(loss, within(1e-5 * loss));
            if (code != null) {
                value.backward();
                assertThat(code.grad().square().sum().sqrt().item()).isCloseTo(gradient, within(1e-3 * gradient));
            }
        }
    }

    private static Tensor code() {
        float[] code = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            code[i] = (float) (0.3 * Math.cos(i));
        }
        return Tensor.of(code, 1, WIDTH);
    }

    private static AutoDecoderLoss.Points points(int axes) {
        float[] places = new float[POINTS * axes];
        for (int i = 0; i < places.length; i++) {
            places[i] = (float) (Math.sin(i) / 2 + 0.5);
        }
        float[] brightness = new float[POINTS];
        byte[] labels = new byte[POINTS];
        for (int i = 0; i < POINTS; i++) {
            brightness[i] = (float) i / POINTS;
            labels[i] = (byte) (i * i / 5 % CLASSES);
        }
        return new AutoDecoderLoss.Points(
                Tensor.of(places, POINTS, axes),
                Tensor.of(brightness, POINTS, 1),
                Tensor.labels(labels, POINTS),
                Grouping.of(CLASSES));
    }

    /** Sets each number to a sine of its place, as the script does; gives the CRC-32 of the names. */
    private static long fill(SortedMap<String, Tensor> state) {
        int k = 0;
        for (Map.Entry<String, Tensor> entry : state.entrySet()) {
            long[] shape = entry.getValue().shape();
            float[] values = new float[(int) Arrays.stream(shape).reduce(1, (x, y) -> x * y)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.1 * Math.sin(0.37 * (i + 1) + k));
            }
            entry.getValue().assign(Tensor.of(values, shape));
            k++;
        }
        CRC32 crc = new CRC32();
        crc.update(String.join("\n", state.keySet()).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
