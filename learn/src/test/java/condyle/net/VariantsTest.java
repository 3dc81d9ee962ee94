package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.Choice;
import condyle.nn.Activation;
import condyle.nn.Norm;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of networks that the contract's tiny ones leave out. */
class VariantsTest {
    private static final List<Integer> TWO = List.of(4, 6);

    static Stream<Choice> variants() {
        return Stream.concat(inThreeDimensions(), Stream.concat(published(), others()));
    }

    private static Stream<Choice> inThreeDimensions() {
        return Stream.of(
                new Choice("attention-unet", new LadderForm(3, TWO, Norm.INSTANCE, false)),
                new Choice("deconvnet", new DeconvNet.Config(3, TWO, List.of(1, 1), 4, Norm.INSTANCE)),
                new Choice("multires-unet", new MultiResUNet.Config(3, TWO)),
                new Choice("r2-attention-unet", new LadderForm(3, TWO, Norm.INSTANCE, false)),
                new Choice("r2-unet", new LadderForm(3, TWO, Norm.NONE, false)),
                new Choice("segnet", new SegNet.Config(3, TWO, List.of(1, 1), Norm.NONE, false)),
                new Choice("tiramisu", new Tiramisu.Config(3, 4, 2, List.of(1, 2), 0.2, false)),
                new Choice("unet-plus-plus", new LadderForm(3, TWO, Norm.INSTANCE, false)));
    }

    private static Stream<Choice> published() {
        return Stream.of(
                new Choice("attention-unet", new LadderForm(2, TWO, Norm.BATCH, true)),
                new Choice("deeplab-v3", new DeepLabV3.Config(2, List.of(1, 1, 1, 1), List.of(1), 0, true)),
                new Choice("deeplab-v3-plus", new DeepLabV3Plus.Config(2, List.of(1, 1, 1, 1), List.of(1), 0, true)),
                new Choice("r2-attention-unet", new LadderForm(2, TWO, Norm.BATCH, true)),
                new Choice("r2-unet", new LadderForm(2, TWO, Norm.BATCH, true)),
                new Choice("segnet", new SegNet.Config(2, TWO, List.of(1, 2), Norm.BATCH, true)),
                new Choice("tiramisu", new Tiramisu.Config(2, 4, 2, List.of(1, 2), 0, true)),
                new Choice(
                        "unet",
                        new UNet.Config(
                                2, TWO, Norm.BATCH, UNet.Down.POOLED, UNet.Up.NEAREST, Activation.RELU, 0, true)),
                new Choice("unet-plus-plus", new LadderForm(2, TWO, Norm.BATCH, true)));
    }

    private static Stream<Choice> others() {
        return Stream.of(EncoderUNet.Backbone.values())
                .map(backbone -> new Choice(
                        "encoder-unet",
                        new EncoderUNet.Config(backbone, 2, EncoderUNet.Decoder.CONVOLVED, Norm.BATCH)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyVariantKeepsTheGridAndFeedsAllParameters(Choice choice) {
        try (Scope scope = new Scope()) {
            Network network = Networks.ALL.make(choice, new Task(1, 3, 2));
            int d = network.divisor();
            long[] shape = network.dimensions() == 3 ? new long[] {2, 1, d, 2 * d, 2 * d} : new long[] {2, 1, d, 2 * d};
            Tensor logits = network.forward(noise(shape));
            shape[1] = 3;
            assertThat(logits.shape()).containsExactly(shape);
            logits.square().sum().backward();
            network.parameters()
                    .forEach(
                            (name, tensor) -> assertThat(tensor.grad()).as(name).isNotNull());
        }
    }

    private static Tensor noise(long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> new SegNet.Config(2, TWO, List.of(1), Norm.BATCH, false))
                .hasMessage("convolutions: [1] for channels [4, 6]; expected as many numbers, of at least 1");
        assertThatThrownBy(() -> new MultiResUNet.Config(2, List.of(2)))
                .hasMessage("channels: [2]; expected at least 4, so that each sixth of a block has one");
        assertThatThrownBy(() -> new PspNet.Config(4, List.of(1, 1), List.of(1), 0))
                .hasMessage("blocks: [1, 1]; expected four numbers of at least 1");
        assertThatThrownBy(() -> new LadderForm(4, TWO, Norm.BATCH, false))
                .hasMessage("dimensions: 4; expected 2 or 3");
        assertThatThrownBy(() -> new Fcn.Config(TWO, List.of(1, 1), 4, 0))
                .hasMessage("channels: 2 is out of range, expected at least 3");
    }
}
