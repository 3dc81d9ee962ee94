package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Box;
import condyle.image.Size;
import condyle.nn.Mode;
import condyle.nn.Norm;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbers of parameters are sums over the layers that papers and public code describe, written down apart from ours. */
class ReferencesTest {
    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    private static long count(Network network) {
        return network.parameters().values().stream().mapToLong(Tensor::count).sum();
    }

    @Test
    void vnetHasTheParametersOfThePaper() {
        // Without a norm each convolution has a bias and a slope a channel: 65,175,380 for the published widths.
        VNet.Config config = new VNet.Config(3, List.of(4, 8, 16), List.of(1, 2, 3), Norm.NONE);
        assertThat(count(VNet.of(config, new Task(1, 4, 1)))).isEqualTo(187_640);
    }

    @Test
    void residualUNetHasTheParametersOfNnUNet() {
        // The same sum gives 102,348,226 for the medium preset with two classes.
        ResidualUNet.Config config = new ResidualUNet.Config(3, List.of(4, 8, 12), List.of(1, 2, 2), 1);
        Network network = ResidualUNet.of(config, new Task(1, 3, 1));
        assertThat(count(network)).isEqualTo(27_127);
        assertThat(network.parameters())
                .containsKeys(
                        "encoder.stem.convs.0.conv.weight",
                        "encoder.stages.1.blocks.0.conv1.norm.bias",
                        "encoder.stages.1.blocks.0.skip.1.conv.weight",
                        "decoder.transpconvs.0.bias",
                        "decoder.stages.1.convs.0.conv.weight",
                        "decoder.seg_layers.1.weight");
        assertThat(network.parameters()).doesNotContainKey("encoder.stages.1.blocks.1.skip.1.conv.weight");
    }

    @Test
    void mednextSHasFiveAndAHalfMillionParameters() {
        // Published as 5.6 M, with a head for each level of the decoder: 5,552,843.
        Network network = MedNeXt.of(MedNeXt.Config.DEFAULTS, new Task(1, 2, 1));
        assertThat(count(network)).isEqualTo(5_550_914);
        Tensor up = network.parameters().get("up_3.conv1.weight");
        assertThat(up.shape()).containsExactly(512, 1, 3, 3, 3);
        assertThat(network.parameters().get("out_0.conv_out.weight").shape()).containsExactly(32, 2, 1, 1, 1);
    }

    @Test
    void asPublishedMednextPutsZerosAheadWhereTheGridDoubles() {
        MedNeXt.Config published = new MedNeXt.Config(2, 4, List.of(2, 3, 2), List.of(1, 1, 1), 3, true);
        MedNeXt.Config standard = new MedNeXt.Config(2, 4, List.of(2, 3, 2), List.of(1, 1, 1), 3, false);
        Tensor x = Tensor.ones(1, 1, 8, 6);
        Network one = MedNeXt.of(published, new Task(1, 2, 1));
        Network other = MedNeXt.of(standard, new Task(1, 2, 1));
        assertThat(count(one)).isEqualTo(count(other));
        assertThat(one.forward(x).shape()).containsExactly(1, 2, 8, 6);
        assertThat(one.forward(x).toFloats()).isNotEqualTo(other.forward(x).toFloats());
    }

    @Test
    void networksWorkOnPlanesToo() {
        Tensor x = Tensor.ones(1, 2, 8, 4);
        Task task = new Task(2, 3, 1);
        VNet.Config v = new VNet.Config(2, List.of(2, 3), List.of(1, 2), Norm.INSTANCE);
        assertThat(VNet.of(v, task).forward(x).shape()).containsExactly(1, 3, 8, 4);
        ResidualUNet.Config r = new ResidualUNet.Config(2, List.of(2, 3), List.of(1, 2), 2);
        assertThat(ResidualUNet.of(r, task).forward(x).shape()).containsExactly(1, 3, 8, 4);
    }

    /**
     * Logits of the same networks written in PyTorch 1.13 with torch.nn.functional in double precision: the sum of their
     * magnitudes and the first four.
     */
    @Test
    void logitsAreThoseOfPyTorch() {
        Task task = new Task(1, 3, 1);
        MedNeXt.Config m = new MedNeXt.Config(2, 2, List.of(2, 3, 2), List.of(1, 1, 1), 3, false);
        Waves.requireLogits(
                Waves.logits(MedNeXt.of(m, task), 1, 1, 4, 6), 14.416220, 0.290747, 0.287521, 0.297425, 0.300337);
        MedNeXt.Config p = new MedNeXt.Config(2, 2, List.of(2, 3, 2), List.of(1, 1, 1), 3, true);
        Waves.requireLogits(
                Waves.logits(MedNeXt.of(p, task), 1, 1, 4, 6), 14.583791, 0.286576, 0.287774, 0.292684, 0.300512);
        ResidualUNet.Config r = new ResidualUNet.Config(2, List.of(2, 3), List.of(1, 2), 1);
        Waves.requireLogits(
                Waves.logits(ResidualUNet.of(r, task), 1, 1, 8, 4), 16.992269, 0.154871, 0.195854, 0.178202, 0.142944);
        VNet.Config v = new VNet.Config(2, List.of(2, 3), List.of(1, 2), Norm.NONE);
        Waves.requireLogits(
                Waves.logits(VNet.of(v, task), 1, 1, 8, 4), 20.415368, 0.03763, 0.019275, 0.079784, 0.20435);
    }

    private static ImperialVNet.Config second(int slices, boolean published) {
        return new ImperialVNet.Config(
                2,
                2,
                2,
                new Size(3, 5, 5),
                slices,
                ImperialVNet.Reduce.MEAN,
                Norm.BATCH,
                0,
                new Size(5, 8, 6),
                published);
    }

    @Test
    void theSecondGenerationNamesTheMiddleOfAStack() {
        ImperialVNet network = new ImperialVNet(second(5, false), new Task(2, 3, 1));
        assertThat(network.forward(Tensor.ones(1, 2, 6, 8, 5)).shape()).containsExactly(1, 3, 6, 8, 1);
        assertThat(network.fit(new Size(9, 7, 6))).isEqualTo(new Size(5, 8, 6));
        assertThat(network.covers(new Size(5, 8, 6))).isEqualTo(new Box(2, 0, 0, 3, 8, 6));
        assertThat(network.parameters().get("encoder.0.conv1.weight").shape()).containsExactly(2, 2, 5, 5, 3);
        assertThat(network.parameters().get("down.0.weight").shape()).containsExactly(4, 2, 2, 2, 1);
    }

    @Test
    void asPublishedTheSecondGenerationHasASlopeForEachVoxelAndNoNorm() {
        ImperialVNet network = new ImperialVNet(second(5, true), new Task(1, 2, 1));
        assertThat(network.parameters().get("encoder.0.act.weight").shape()).containsExactly(2, 6, 8, 5);
        assertThat(network.parameters().get("encoder.1.act.weight").shape()).containsExactly(4, 3, 4, 5);
        assertThat(network.buffers()).isEmpty();
        network.mode(Mode.USE);
        Tensor logits = network.forward(Tensor.ones(1, 1, 6, 8, 5));
        assertThat(logits.shape()).containsExactly(1, 2, 6, 8, 1);
        assertThat(logits.narrow(1, 0, 1).abs().max().item()).isZero();
        assertThatThrownBy(() -> network.requirePatch(new Size(5, 8, 8)))
                .hasMessage("imperial-vnet: patch 5×8×8; as published all patches must be 5×8×6 (network.patch); "
                        + "take that, or leave asPublished out");
        assertThatThrownBy(() -> new ImperialVNet(second(5, true), new Task(3, 2, 1)))
                .hasMessageStartingWith("asPublished: true needs one input channel");
    }
}
