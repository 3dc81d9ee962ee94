package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Box;
import condyle.image.Size;
import condyle.net.ImperialForm.Depth;
import condyle.net.ImperialForm.Kind;
import condyle.net.ImperialForm.Skips;
import condyle.nn.Layer;
import condyle.nn.Mode;
import condyle.nn.Norm;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameter counts are those of the published code with one class, a sigmoid: here two classes with one logit. */
class ImperialTest {
    private static final Task BINARY = new Task(1, 2, 3);

    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    private static ImperialForm published(Kind kind, Depth depth, Skips skips) {
        return new ImperialForm(kind, depth, 1, skips, Norm.BATCH, 0.25, 1e-4, true);
    }

    private static long count(Network network) {
        return network.parameters().values().stream().mapToLong(Tensor::count).sum();
    }

    @ParameterizedTest
    @CsvSource({
        "UNET, TINY, JOINED, 362",
        "VNET, TINY, JOINED, 390",
        "UNET, SMALL, NONE, 1293",
        "UNET, SMALL, JOINED, 1428",
        "VNET, SMALL, JOINED, 1403",
        "UNET, LARGE, JOINED, 15228",
        "VNET, LARGE, JOINED, 13985",
    })
    void publishedNetworksHaveThePublishedNumberOfParameters(Kind kind, Depth depth, Skips skips, long expected) {
        ImperialForm form = published(kind, depth, skips);
        assertThat(count(ImperialNet.of(new ImperialNet.Config(form), BINARY))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"UNET, SMALL, 3199", "VNET, SMALL, 3174", "VNET, LARGE, 30936"})
    void publishedRelativeNetworksHaveThePublishedNumberOfParameters(Kind kind, Depth depth, long expected) {
        ImperialForm form = published(kind, depth, Skips.JOINED);
        assertThat(count(new ImperialRelative(
                        new ImperialRelative.Config(form, ImperialRelative.Join.ADDED, new Size(160, 160, 160)),
                        BINARY)))
                .isEqualTo(expected);
    }

    @Test
    void thePublishedSliceNetworkHasThePublishedNumberOfParameters() {
        ImperialForm form = published(Kind.VNET, Depth.SMALL, Skips.JOINED);
        assertThat(count(new ImperialSlice(new ImperialSlice.Config(form, 5), BINARY)))
                .isEqualTo(1363);
    }

    @ParameterizedTest
    @CsvSource({"TINY, 10", "SMALL, 26", "LARGE, 122"})
    void oneNormServesABlockAsPublished(Depth depth, long expected) {
        Network network = ImperialNet.of(new ImperialNet.Config(published(Kind.UNET, depth, Skips.JOINED)), BINARY);
        long statistics = network.buffers().entrySet().stream()
                .filter(e -> e.getKey().contains("running"))
                .mapToLong(e -> e.getValue().count())
                .sum();
        assertThat(statistics).isEqualTo(expected);
        assertThat(network.parameters()).containsKeys("encoder.0.conv2.weight", "encoder.0.norm.weight");
    }

    @ParameterizedTest
    @CsvSource({"UNET, TINY", "VNET, TINY", "VNET, LARGE"})
    void publishedNetworksGiveBackgroundTheLogitZeroAndLearn(Kind kind, Depth depth) {
        Network network = ImperialNet.of(new ImperialNet.Config(published(kind, depth, Skips.JOINED)), BINARY);
        network.mode(Mode.USE);
        Tensor logits = network.forward(noise(1, 1, 16, 16, 16));
        assertThat(logits.narrow(1, 0, 1).abs().max().item()).isZero();
        logits.sum().backward();
        assertThat(network.parameters())
                .allSatisfy((name, tensor) -> assertThat(tensor.grad()).as(name).isNotNull());
    }

    private static ImperialForm standard(Kind kind, Depth depth, Skips skips) {
        return new ImperialForm(kind, depth, 2, skips, Norm.BATCH, 0, 0, false);
    }

    @Test
    void logitsAreThoseOfPyTorch() {
        Task three = new Task(1, 3, 1);
        Network small = ImperialNet.of(new ImperialNet.Config(published(Kind.VNET, Depth.SMALL, Skips.JOINED)), BINARY);
        Waves.requireLogits(Waves.logits(small, 1, 1, 4, 8, 4), 16.257147, 0);
        Network large = ImperialNet.of(new ImperialNet.Config(published(Kind.VNET, Depth.LARGE, Skips.JOINED)), BINARY);
        Waves.requireLogits(Waves.logits(large, 1, 1, 16, 16, 16), 575.155452, 0);
        Network highwayless =
                ImperialNet.of(new ImperialNet.Config(standard(Kind.UNET, Depth.SMALL, Skips.NONE)), new Task(2, 3, 1));
        Waves.requireLogits(
                Waves.logits(highwayless, 1, 2, 4, 8, 4), 68.367819, 0.129203, 0.129219, 0.129128, 0.128924);
        Network tiny = ImperialNet.of(
                new ImperialNet.Config(standard(Kind.VNET, Depth.TINY, Skips.JOINED)), new Task(2, 3, 1));
        Waves.requireLogits(Waves.logits(tiny, 1, 2, 4, 8, 4), 58.085398, 0.102379, 0.086535, 0.083607, 0.090467);
        Network slice =
                new ImperialSlice(new ImperialSlice.Config(standard(Kind.VNET, Depth.SMALL, Skips.JOINED), 5), three);
        Waves.requireLogits(Waves.logits(slice, 1, 1, 4, 8, 5), 106.677615, -0.898647, -0.911582, -0.895648, -0.904158);
        Network relative = new ImperialRelative(
                new ImperialRelative.Config(
                        standard(Kind.UNET, Depth.SMALL, Skips.JOINED),
                        ImperialRelative.Join.ADDED,
                        new Size(160, 160, 160)),
                three);
        Waves.requireLogits(Waves.logits(relative, 1, 1, 4, 8, 4), 68.317460, 0.126316, 0.125422, 0.125739, 0.127361);
    }

    @Test
    void aSliceIsNamedByTheMeanOfItsStacksProbabilities() {
        ImperialSlice network = new ImperialSlice(new ImperialSlice.Config(ImperialForm.TINY, 5), new Task(1, 3, 1));
        network.mode(Mode.USE);
        Tensor p = network.forward(noise(2, 1, 4, 6, 5)).exp();
        assertThat(p.shape()).containsExactly(2, 3, 4, 6, 1);
        assertThat(p.sum(1).sub(1).abs().max().item()).isLessThan(1e-5);
        assertThat(network.covers(new Size(5, 6, 4))).isEqualTo(new Box(2, 0, 0, 3, 6, 4));
        Tensor labels = Tensor.of(new long[] {0, 1, 2, 3, 4}, 1, 1, 1, 5);
        assertThat(network.covered(labels).toLongs()).containsExactly(2);
        assertThatThrownBy(() -> network.requirePatch(new Size(4, 6, 4)))
                .hasMessage("imperial-slice: patch 4×6×4 must be 5 slices along x; nearest is 5×6×4");
        assertThatThrownBy(() -> network.requirePatch(new Size(5, 7, 4)))
                .hasMessage("imperial-slice: patch 5×7×4 must be divisible by 2 along y and z (1 level down); "
                        + "nearest is 5×6×4 or 5×8×4");
    }

    @Test
    void thePlaceInTheKneeMovesTheLogits() {
        ImperialRelative network = new ImperialRelative(ImperialRelative.Config.TINY, new Task(1, 2, 1));
        network.mode(Mode.USE);
        Tensor x = noise(1, 1, 8, 8, 8);
        float[] middle = network.forward(x, Tensor.zeros(1, 3)).toFloats();
        assertThat(network.forward(x).toFloats()).containsExactly(middle);
        float[] corner =
                network.forward(x, Tensor.of(new float[] {-1, 1, 1}, 1, 3)).toFloats();
        assertThat(corner).isNotEqualTo(middle);
    }

    @Test
    void asPublishedAllPatchesHaveOneSize() {
        ImperialForm form = published(Kind.UNET, Depth.SMALL, Skips.JOINED);
        Network network = new ImperialRelative(
                new ImperialRelative.Config(form, ImperialRelative.Join.MULTIPLIED, new Size(64, 64, 64)), BINARY);
        assertThat(network.fit(new Size(3, 3, 3))).isEqualTo(new Size(64, 64, 64));
        assertThatThrownBy(() -> network.requirePatch(new Size(64, 64, 32)))
                .hasMessage("imperial-relative: patch 64×64×32; as published all patches must be 64×64×64 "
                        + "(network.patch); take that, or leave asPublished out");
        assertThatThrownBy(() -> new ImperialRelative(
                        new ImperialRelative.Config(form, ImperialRelative.Join.ADDED, new Size(64, 48, 64)), BINARY))
                .hasMessageStartingWith("patch: 64×48×64 is too small for 3 unpadded convolutions after 2 halvings");
    }

    @Test
    void thePublishedVNetTakesOneChannelAndWidthOne() {
        assertThatThrownBy(() -> new ImperialForm(Kind.VNET, Depth.SMALL, 8, Skips.JOINED, Norm.BATCH, 0, 0, true))
                .hasMessage("width: 8; the published V-Net adds one channel to many, which works with width 1 alone; "
                        + "take 1, or leave asPublished out");
        ImperialForm form = published(Kind.VNET, Depth.SMALL, Skips.JOINED);
        ImperialForm wide = new ImperialForm(Kind.UNET, Depth.SMALL, 4, Skips.JOINED, Norm.BATCH, 0, 0, true);
        assertThat(count(ImperialNet.of(new ImperialNet.Config(wide), new Task(2, 2, 1))))
                .isGreaterThan(10_000);
        assertThatThrownBy(() -> ImperialNet.of(new ImperialNet.Config(form), new Task(2, 2, 1)))
                .hasMessageStartingWith("asPublished: true needs one input channel");
    }

    @Test
    void noiseAndDropoutAreOffInUse() {
        ImperialForm form = new ImperialForm(Kind.UNET, Depth.TINY, 16, Skips.JOINED, Norm.INSTANCE, 0.2, 0.1, false);
        Network network = ImperialNet.of(new ImperialNet.Config(form), BINARY);
        Tensor x = noise(1, 1, 4, 4, 4);
        assertThat(network.forward(x).toFloats())
                .isNotEqualTo(network.forward(x).toFloats());
        network.mode(Mode.USE);
        assertThat(network.forward(x).toFloats())
                .containsExactly(network.forward(x).toFloats(), within(0f));
    }

    @Test
    void blocksDropChannelsAndWhatDoublesTheGridDoesNot() {
        ImperialForm form = new ImperialForm(Kind.UNET, Depth.TINY, 16, Skips.JOINED, Norm.BATCH, 0.5, 0, false);
        Layer first = ImperialNet.of(new ImperialNet.Config(form), BINARY);
        requireDropping(first, "decoder.0");
        requireStill(first, "up.0");
        Layer second = new ImperialVNet(
                new ImperialVNet.Config(
                        16,
                        2,
                        1,
                        new Size(3, 3, 3),
                        0,
                        ImperialVNet.Reduce.MEAN,
                        Norm.BATCH,
                        0.5,
                        new Size(64, 64, 64),
                        false),
                BINARY);
        requireDropping(second, "decoder.0");
        requireStill(second, "up.0");
    }

    private static void requireDropping(Layer network, String child) {
        float[] once = ofChild(network, child);
        assertThat(ofChild(network, child)).as(child).isNotEqualTo(once);
    }

    private static void requireStill(Layer network, String child) {
        float[] once = ofChild(network, child);
        assertThat(ofChild(network, child)).as(child).containsExactly(once);
    }

    /** What a child of 32 channels makes of noise in training. */
    private static float[] ofChild(Layer network, String child) {
        return network.children().get(child).forward(noise(2, 32, 4, 4, 4)).toFloats();
    }

    private static Tensor noise(long... shape) {
        int count = 1;
        for (long n : shape) {
            count *= (int) n;
        }
        Random random = new Random(3);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }
}
