package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.net.EncoderUNet;
import condyle.net.Initial;
import condyle.net.Network;
import condyle.net.Task;
import condyle.nn.Norm;
import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.Tensor;
import condyle.tensor.TorchFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedTest {
    @TempDir
    Path folder;

    private Path pth;

    @BeforeEach
    void copy() throws IOException {
        pth = folder.resolve("vgg-tiny.pth");
        try (InputStream in = TorchFile.class.getResourceAsStream("vgg-tiny.pth")) {
            Files.write(pth, in.readAllBytes());
        }
    }

    private static Network network(int width) {
        return EncoderUNet.of(
                new EncoderUNet.Config(
                        EncoderUNet.Backbone.VGG16, width, EncoderUNet.Decoder.LINEAR, Norm.NONE, Initial.TORCH),
                new Task(1, 3, 1));
    }

    private static Pretrained from(Path file) {
        return new Pretrained(file.toString(), "encoder");
    }

    @Test
    void torchvisionsNamesFillTheEncoderAndTheClassifierIsPassedOver() throws IOException {
        Network network = network(1);
        float[] decoder = network.parameters().get("head.weight").toFloats();
        assertThat(from(pth).load(network))
                .isEqualTo(
                        "vgg-tiny.pth: 26 tensors for encoder, 4 passed over: classifier.0.bias, classifier.0.weight, "
                                + "classifier.3.bias, …");
        String name = "features.14.weight";
        float[] loaded = network.parameters().get("encoder." + name).toFloats();
        assertThat(loaded[5]).isEqualTo((float) Math.sin(0.7 * 5 + name.length()));
        assertThat(network.parameters().get("head.weight").toFloats()).containsExactly(decoder);
    }

    @Test
    void safetensorsFillItTooBehindAnyPrefix() throws IOException {
        SortedMap<String, Tensor> renamed = new TreeMap<>();
        TorchFile torch = TorchFile.open(pth);
        torch.read(new TreeSet<>(torch.names())).forEach((n, t) -> renamed.put("model.backbone." + n, t));
        Path safe = folder.resolve("w.safetensors");
        SafeTensors.write(safe, renamed, Map.of(), Kind.F32);
        Network one = network(1);
        Network other = network(1);
        from(pth).load(one);
        from(safe).load(other);
        one.parameters()
                .forEach((n, t) ->
                        assertThat(other.parameters().get(n).toFloats()).as(n).containsExactly(t.toFloats()));
    }

    @Test
    void whatDoesNotFitIsNamedAndNothingChanges() {
        Network wide = network(2);
        float[] before = wide.parameters().get("encoder.features.0.weight").toFloats();
        assertThatThrownBy(() -> from(pth).load(wide))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        pth + ": does not fit its part encoder: weights of another network: missing none; "
                                + "unexpected none; shape features.0.bias [1], expected [2], ");
        assertThat(wide.parameters().get("encoder.features.0.weight").toFloats())
                .containsExactly(before);
        assertThatThrownBy(() -> new Pretrained(pth.toString(), "backbone").load(wide))
                .hasMessageStartingWith(
                        "pretrained: part: the network has no part 'backbone'; its tensors are decoder.0.0.");
        assertThatThrownBy(() -> new Pretrained(pth.toString(), "").load(wide))
                .hasMessageStartingWith(
                        pth + ": does not fit the network: weights of another network: missing decoder.0.0");
    }

    @Test
    void firstWeightsAreDrawnAsPyTorchDoesOrAsGansAre() {
        Network even = network(16);
        float[] weights = even.parameters().get("decoder.0.0.conv.weight").toFloats();
        double bound = 1 / Math.sqrt(256 * 9);
        double squares = 0;
        for (float w : weights) {
            assertThat(Math.abs(w)).isLessThanOrEqualTo((float) bound);
            squares += w * w;
        }
        assertThat(Math.sqrt(squares / weights.length))
                .isBetween(0.97 * bound / Math.sqrt(3), 1.03 * bound / Math.sqrt(3));
        assertThat(even.parameters().get("decoder.0.0.conv.bias").toFloats()).doesNotContain(0);
        Network normal = EncoderUNet.of(
                new EncoderUNet.Config(
                        EncoderUNet.Backbone.VGG16, 16, EncoderUNet.Decoder.LINEAR, Norm.NONE, Initial.NORMAL),
                new Task(1, 3, 1));
        squares = 0;
        for (float w : normal.parameters().get("decoder.0.0.conv.weight").toFloats()) {
            squares += w * w;
        }
        assertThat(Math.sqrt(squares / weights.length)).isBetween(0.0194, 0.0206);
    }
}
