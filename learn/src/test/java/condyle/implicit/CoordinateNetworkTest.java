package condyle.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.loss.Grouping;
import condyle.tensor.Adam;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoordinateNetworkTest {
    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    static Set<String> activations() {
        return Activations.KINDS.names();
    }

    static Set<String> encodings() {
        return Encodings.KINDS.names();
    }

    private static CoordinateNetwork.Config config(String activation, String encoding) {
        return new CoordinateNetwork.Config(
                3,
                2,
                6,
                6,
                CoordinateNetwork.Coordinates.FIRST,
                CoordinateNetwork.Layers.SHARED,
                CoordinateNetwork.Skip.RESIDUAL,
                new Choice(activation, mild(activation)),
                new Choice(
                        encoding,
                        encoding.equals("fourier") ? new Encodings.Fourier(4, 0.5) : Encodings.KINDS.tiny(encoding)));
    }

    /** Waves slow enough for differences of finite steps. */
    private static Record mild(String activation) {
        return switch (activation) {
            case "gabor" -> new GaborLayer.Config(2, 1);
            case "complex-gabor" -> new ComplexGaborLayer.Config(2, 1.5);
            case "sine" -> new SineLayer.Config(2);
            default -> Activations.KINDS.tiny(activation);
        };
    }

    private static CoordinateNetwork network(CoordinateNetwork.Config config, int classes) {
        return new CoordinateNetwork(config, new CoordinateNetwork.Outputs(classes, 1), 3);
    }

    private static long count(CoordinateNetwork network) {
        return network.parameters().values().stream().mapToLong(Tensor::count).sum();
    }

    private static Tensor places(int points, int axes) {
        Random random = new Random(5);
        float[] at = new float[points * axes];
        for (int i = 0; i < at.length; i++) {
            at[i] = random.nextFloat();
        }
        return Tensor.of(at, points, axes);
    }

    @Test
    void thePublishedHeartNetworkHas265861Parameters() {
        assertThat(count(network(CoordinateNetwork.Config.NISF.along(4), 4))).isEqualTo(265_861);
    }

    @Test
    void toldThePlaceInEveryLayerItHas273029() {
        CoordinateNetwork.Config c = CoordinateNetwork.Config.NISF.along(4);
        CoordinateNetwork.Config everywhere = new CoordinateNetwork.Config(
                4, 8, 128, 128, CoordinateNetwork.Coordinates.ALL, c.heads(), c.skip(), c.activation(), c.encoding());
        assertThat(count(network(everywhere, 4))).isEqualTo(273_029);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void theGradientByTheCodeIsTheFiniteDifference(String activation) {
        CoordinateNetwork network = network(config(activation, "octaves"), 3);
        byte[] labels = {0, 1, 2, 1, 0, 2, 2, 0};
        AutoDecoderLoss.Points points = new AutoDecoderLoss.Points(
                places(8, 3),
                Tensor.of(new float[] {0, 0.5f, 1, 0.2f, 0.7f, 0.1f, 0.9f, 0.4f}, 8, 1),
                Tensor.labels(labels, 8),
                Grouping.of(3));
        AutoDecoderLoss loss = new AutoDecoderLoss(10, 0.1, 1e-3);
        float[] code = {0.1f, -0.2f, 0.3f, 0.05f, -0.1f, 0.2f};
        Tensor h = Tensor.of(code, 1, 6).withGradient();
        loss.training(network, points, h).backward();
        float[] gradient = h.grad().toFloats();
        for (int i = 0; i < code.length; i++) {
            double step = 1e-2;
            double[] at = new double[2];
            for (int side = 0; side < 2; side++) {
                float[] moved = code.clone();
                moved[i] += (float) ((2 * side - 1) * step);
                at[side] =
                        loss.training(network, points, Tensor.of(moved, 1, 6)).item();
            }
            assertThat((at[1] - at[0]) / (2 * step)).as("number " + i).isCloseTo(gradient[i], within(0.01));
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void everyParameterGetsAGradient(String activation) {
        CoordinateNetwork network = network(config(activation, "plain"), 3);
        network.of(places(16, 3), Tensor.full(0.1, 1, 6)).square().sum().backward();
        network.parameters()
                .forEach((name, p) ->
                        assertThat(p.grad().abs().max().item()).as(name).isPositive());
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void oneCodeForAllPointsIsTheSameAsACodeForEach(String encoding) {
        CoordinateNetwork network = network(config("gabor", encoding), 3);
        Tensor places = places(5, 3);
        Tensor code = Tensor.of(new float[] {0.1f, -0.2f, 0.3f, 0.05f, -0.1f, 0.2f}, 1, 6);
        float[] one = network.of(places, code).toFloats();
        float[] each = network.forward(Tensor.cat(1, places, Tensor.cat(0, code, code, code, code, code)))
                .toFloats();
        assertThat(one).containsExactly(each, within(1e-5f));
        assertThat(network.brightness(places, code).toFloats()[4]).isCloseTo(one[19], within(1e-6f));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void itLearnsFourPoints(String activation) {
        CoordinateNetwork network = network(config(activation, "octaves"), 2);
        AutoDecoderLoss.Points points = new AutoDecoderLoss.Points(
                places(4, 3),
                Tensor.of(new float[] {0.1f, 0.9f, 0.9f, 0.1f}, 4, 1),
                Tensor.labels(new byte[] {0, 1, 0, 1}, 4),
                Grouping.of(2));
        AutoDecoderLoss loss = new AutoDecoderLoss(1, 0, 0);
        Tensor h = Tensor.full(0.01, 1, 6).withGradient();
        var all = network.parameters();
        all.put("h", h);
        Adam adam = new Adam(all, Adam.Config.DEFAULTS);
        for (int i = 0; i < 300; i++) {
            try (Scope step = new Scope()) {
                loss.training(network, points, h).backward();
                adam.step(0.02);
                adam.zeroGradients();
            }
        }
        float[] out = network.of(points.places(), h).toFloats();
        for (int i = 0; i < 4; i++) {
            assertThat(out[3 * i + 1] > out[3 * i]).as("point " + i).isEqualTo(i % 2 == 1);
        }
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void theSlopeWorkedOutByHandIsTheEngines(String encoding) {
        CoordinateNetwork.Config c = config("gabor", encoding);
        CoordinateNetwork.Config deep = new CoordinateNetwork.Config(
                3, 4, 6, 6, c.coordinates(), c.heads(), c.skip(), c.activation(), c.encoding());
        CoordinateNetwork network = network(deep, 3);
        Tensor seen = Tensor.of(new float[] {0, 0.5f, 1, 0.2f, 0.7f, 0.1f, 0.9f, 0.4f}, 8, 1);
        AutoDecoderLoss.Points points =
                new AutoDecoderLoss.Points(places(8, 3), seen, Tensor.labels(new byte[8], 8), Grouping.of(3));
        Tensor h = Tensor.of(new float[] {0.1f, -0.2f, 0.3f, 0.05f, -0.1f, 0.2f}, 1, 6)
                .withGradient();
        new AutoDecoderLoss(1, 0, 0).fitting(network, points, h).backward();
        try (NoGradient off = new NoGradient()) {
            float[] slope = network.still()
                    .orElseThrow()
                    .slope(points.places(), seen, h.detach())
                    .mul(1.0 / 8)
                    .toFloats();
            assertThat(slope).containsExactly(h.grad().toFloats(), within(1e-5f));
        }
        float[] recorded = network.of(points.places(), h).toFloats();
        try (NoGradient off = new NoGradient()) {
            assertThat(network.of(points.places(), h).toFloats()).containsExactly(recorded, within(1e-5f));
        }
        assertThat(network(config("relu", encoding), 3).still()).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        CoordinateNetwork.Config config = config("gabor", "fourier");
        CoordinateNetwork one = network(config, 3);
        CoordinateNetwork two = network(config, 3);
        one.state()
                .forEach((name, t) ->
                        assertThat(two.state().get(name).toFloats()).as(name).containsExactly(t.toFloats()));
        assertThat(one.state()).containsKeys("encoding.waves", "backbone.0.freqs.weight", "seg.bias", "rec.weight");
    }

    @Test
    void aCodeOfTheWrongSizeIsRefused() {
        CoordinateNetwork network = network(config("relu", "plain"), 3);
        assertThatThrownBy(() -> network.of(places(2, 3), Tensor.zeros(1, 7)))
                .hasMessage("coordinate network: a latent code of 7 numbers; expected 6, the code of another network?");
        assertThatThrownBy(() -> network.of(places(2, 4), Tensor.zeros(1, 6))).hasMessageEndingWith("expected (P, 3)");
        assertThatThrownBy(() -> new CoordinateNetwork.Config(
                        3,
                        8,
                        128,
                        64,
                        CoordinateNetwork.Coordinates.FIRST,
                        CoordinateNetwork.Layers.SHARED,
                        CoordinateNetwork.Skip.RESIDUAL,
                        new Choice("relu", RectifiedLayer.Config.DEFAULTS),
                        new Choice("plain", Encodings.Plain.DEFAULTS)))
                .hasMessage(
                        "latent: 64 numbers beside layers of 128; the first layer adds to the code, so expected 128, "
                                + "or 0 for no code");
    }
}
