package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Size;
import condyle.net.UNet.Config;
import condyle.net.UNet.Down;
import condyle.net.UNet.Up;
import condyle.nn.Activation;
import condyle.nn.Mode;
import condyle.nn.Norm;
import condyle.tensor.Autocast;
import condyle.tensor.Device;
import condyle.tensor.NoGradient;
import condyle.tensor.Precision;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UNetTest {
    private static final Task TASK = new Task(2, 3, 7);

    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    static Stream<Config> allKinds() {
        return IntStream.rangeClosed(2, 3)
                .boxed()
                .flatMap(d -> Stream.of(Norm.values())
                        .flatMap(norm -> Stream.of(Down.values())
                                .flatMap(down -> Stream.of(Up.values())
                                        .map(up -> new Config(
                                                d, List.of(2, 3, 4), norm, down, up, Activation.RELU, 0.1)))));
    }

    @ParameterizedTest
    @MethodSource("allKinds")
    void everyKindKeepsTheGridAndFeedsAllParameters(Config config) {
        Network network = UNet.of(config, TASK);
        Tensor x = config.dimensions() == 2 ? noise(2, 2, 8, 12) : noise(2, 2, 4, 8, 12);
        Tensor y = network.forward(x);
        long[] expected = x.shape();
        expected[1] = 3;
        assertThat(y.shape()).containsExactly(expected);
        y.square().sum().backward();
        network.parameters()
                .forEach((name, tensor) -> assertThat(tensor.grad()).as(name).isNotNull());
    }

    private static Tensor noise(long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        Random random = new Random(3);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }

    @Test
    void instancesAreNormedOneByOne() {
        Network network = UNet.of(Config.TINY, new Task(1, 2, 1));
        Tensor two = noise(2, 1, 4, 4, 4);
        float[] together = network.forward(two).narrow(0, 1, 1).toFloats();
        float[] alone = network.forward(two.narrow(0, 1, 1)).toFloats();
        assertThat(together).containsExactly(alone, within(1e-5f));
    }

    @Test
    void batchNormUsesRunningStatisticsInUse() {
        Config config = new Config(2, List.of(2, 2), Norm.BATCH, Down.POOLED, Up.LINEAR, Activation.LEAKY_RELU, 0);
        Network network = UNet.of(config, new Task(1, 2, 1));
        assertThat(network.buffers())
                .containsKeys("encoder.0.norm1.running_mean", "encoder.0.norm1.num_batches_tracked");
        Tensor x = noise(2, 1, 8, 8);
        float[] before = network.forward(x).toFloats();
        assertThat(network.buffers().get("encoder.0.norm1.num_batches_tracked").item())
                .isEqualTo(1);
        network.mode(Mode.USE);
        float[] used = network.forward(x).toFloats();
        assertThat(used).isNotEqualTo(before);
        assertThat(network.forward(x).toFloats()).containsExactly(used);
        assertThat(network.forward(x.narrow(0, 0, 1)).toFloats())
                .containsExactly(Arrays.copyOf(used, used.length / 2), within(1e-5f));
    }

    @Test
    void dropoutIsOffInUse() {
        Config config = new Config(2, List.of(4), Norm.NONE, Down.POOLED, Up.LINEAR, Activation.LEAKY_RELU, 0.5);
        Network network = UNet.of(config, new Task(1, 2, 1));
        Tensor x = noise(1, 1, 8, 8);
        assertThat(network.forward(x).toFloats())
                .isNotEqualTo(network.forward(x).toFloats());
        network.mode(Mode.USE);
        assertThat(network.forward(x).toFloats()).isEqualTo(network.forward(x).toFloats());
    }

    @Test
    void bfloat16GivesNearlyTheSameLogits() {
        Network network = UNet.of(Config.DEFAULTS, new Task(1, 10, 1));
        Tensor x = noise(1, 1, 16, 16, 16);
        try (NoGradient off = new NoGradient()) {
            Tensor fine = network.forward(x);
            try (Autocast cast = Autocast.of(Precision.BF16, Device.CPU)) {
                Tensor coarse = network.forward(x);
                double error = coarse.sub(fine).square().mean().item()
                        / fine.square().mean().item();
                assertThat(Math.sqrt(error)).isLessThan(0.03);
            }
        }
    }

    @Test
    void namesAreThoseOfPyTorch() {
        assertThat(UNet.of(Config.TINY, new Task(1, 2, 1)).parameters().keySet())
                .containsExactly(
                        "decoder.0.conv1.weight",
                        "decoder.0.conv2.weight",
                        "decoder.0.norm1.bias",
                        "decoder.0.norm1.weight",
                        "decoder.0.norm2.bias",
                        "decoder.0.norm2.weight",
                        "encoder.0.conv1.weight",
                        "encoder.0.conv2.weight",
                        "encoder.0.norm1.bias",
                        "encoder.0.norm1.weight",
                        "encoder.0.norm2.bias",
                        "encoder.0.norm2.weight",
                        "encoder.1.conv1.weight",
                        "encoder.1.conv2.weight",
                        "encoder.1.norm1.bias",
                        "encoder.1.norm1.weight",
                        "encoder.1.norm2.bias",
                        "encoder.1.norm2.weight",
                        "head.bias",
                        "head.weight",
                        "up.0.weight");
    }

    @Test
    void badPatchesNameTheNearest() {
        Network deep = UNet.of(
                new Config(3, List.of(1, 1, 1, 1, 1), Norm.NONE, Down.STRIDED, Up.LINEAR, Activation.RELU, 0),
                new Task(1, 2, 1));
        assertThatThrownBy(() -> deep.requirePatch(new Size(48, 150, 160)))
                .hasMessage("unet: patch 48×150×160 must be divisible by 16 (4 levels down); "
                        + "nearest is 48×144×160 or 48×160×160");
        Network flat = UNet.of(
                new Config(2, List.of(1, 1), Norm.NONE, Down.POOLED, Up.LINEAR, Activation.RELU, 0), new Task(1, 2, 1));
        flat.requirePatch(new Size(4, 6, 1));
        assertThatThrownBy(() -> flat.requirePatch(new Size(1, 6, 1)))
                .hasMessage("unet: patch 1×6 must be divisible by 2 (1 level down); nearest is 2×6");
        assertThatThrownBy(() -> flat.forward(noise(1, 2, 4, 6)))
                .hasMessage("unet: tensor [1, 2, 4, 6] F32 on CPU; expected (N, 1, Y, X)");
        assertThatThrownBy(() -> flat.forward(noise(1, 1, 3, 6)))
                .hasMessage("unet: patch 6×3 must be divisible by 2 (1 level down); nearest is 6×2 or 6×4");
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> new Config(4, List.of(1), Norm.NONE, Down.POOLED, Up.LINEAR, Activation.RELU, 0))
                .hasMessage("dimensions: 4; expected 2 or 3");
        assertThatThrownBy(() -> new Config(3, List.of(), Norm.NONE, Down.POOLED, Up.LINEAR, Activation.RELU, 0))
                .hasMessage("channels: []; expected one number of at least 1 for each level");
    }
}
