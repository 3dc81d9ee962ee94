package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.nn.Mode;
import condyle.nn.Norm;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and logits against the same networks in PyTorch 1.13: the lines are what {@code bench/networks.py} prints. */
class GoldenNetworksTest {
    private static final int HEIGHT = 64;
    private static final int WIDTH = 96;

    private static final Map<String, Choice> OTHERS = Map.of(
            "attention-unet as published",
            new Choice("attention-unet", new LadderForm(2, List.of(4, 8), Norm.BATCH, true)),
            "tiramisu as published",
            new Choice("tiramisu", new Tiramisu.Config(2, 8, 4, List.of(2, 2, 2), 0, true)),
            "encoder-unet on VGG16",
            new Choice(
                    "encoder-unet",
                    new EncoderUNet.Config(EncoderUNet.Backbone.VGG16, 2, EncoderUNet.Decoder.LINEAR, Norm.NONE)));

    @ParameterizedTest
    @CsvSource({
        "attention-unet, 0.0937647, -0.0601848, -0.0806284, 0.211202, 4221563111",
        "attention-unet as published, 0.0782223, -0.117023, -0.0390789, -0.070674, 2223404417",
        "r2-unet, 2.26761, -2.8135, 2.77135, -0.220213, 1787342891",
        "r2-attention-unet, 3.44546, -3.70218, 3.99171, 1.14958, 3116783212",
        "multires-unet, 3.97333, -5.99143, 6.15825, 0.28405, 1879392740",
        "unet-plus-plus, 0.0685824, 0.046336, 0.000646196, 0.0614058, 3048356",
        "tiramisu, 0.32164, 0.0308556, 0.848937, 0.289858, 1092036864",
        "tiramisu as published, 0.140502, -0.101694, -0.0458237, 0.0297345, 712417078",
        "segnet, 0.198455, -0.0551046, -0.441503, 0.151336, 2814063071",
        "deconvnet, 0.183876, 0.0226204, -0.439961, 0.108192, 254731744",
        "fcn, 0.0857646, -0.0296524, 0.1193, 0.0184908, 3741948853",
        "pspnet, 0.34644, 0.124293, -0.552233, -0.284597, 1205169937",
        "deeplab-v3, 0.269279, 0.261982, 0.308701, 0.291673, 3766746578",
        "deeplab-v3-plus, 0.263425, 0.270547, 0.256163, 0.27635, 1483655626",
        "encoder-unet on VGG16, 0.237177, -0.0999139, 0.0807469, -0.0946528, 320605097"
    })
    void namesAndLogitsAreThoseOfPyTorch(
            String name, double mean, double first, double second, double third, long names) {
        Choice choice = OTHERS.containsKey(name) ? OTHERS.get(name) : new Choice(name, Networks.ALL.tiny(name));
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient()) {
            Network network = Networks.ALL.make(choice, new Task(1, 3, 1));
            assertThat(fill(network.state())).as("CRC-32 of the names").isEqualTo(names);
            network.mode(Mode.USE);
            float[] logits = network.forward(image()).toFloats();
            double sum = 0;
            for (float logit : logits) {
                sum += Math.abs(logit);
            }
            double[] found = {sum / logits.length, at(logits, 0, 3, 5), at(logits, 5, 60, 90), at(logits, 1, 31, 47)};
            assertThat(found).containsExactly(new double[] {mean, first, second, third}, within(1e-4 * mean));
        }
    }

    /** The logit of a plane, counted through samples and classes. */
    private static double at(float[] logits, int plane, int y, int x) {
        return logits[(plane * HEIGHT + y) * WIDTH + x];
    }

    private static Tensor image() {
        float[] values = new float[2 * HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(0.7 * i);
        }
        return Tensor.of(values, 2, 1, HEIGHT, WIDTH);
    }

    /** Sets each number to a sine of its place, as the script does; gives the CRC-32 of the names. */
    private static long fill(SortedMap<String, Tensor> state) {
        int k = 0;
        for (Map.Entry<String, Tensor> entry : state.entrySet()) {
            if (!entry.getKey().endsWith("num_batches_tracked")) {
                entry.getValue().assign(waves(entry.getKey(), entry.getValue().shape(), k));
            }
            k++;
        }
        CRC32 crc = new CRC32();
        crc.update(String.join("\n", state.keySet()).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static Tensor waves(String name, long[] shape, int k) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        boolean centred = name.endsWith("bias") || name.endsWith("running_mean");
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double wave = Math.sin(0.37 * (i + 1) + k);
            values[i] = (float)
                    (shape.length > 1
                            ? Math.sqrt(2 / (count / (double) shape[0])) * wave
                            : 0.1 * wave + (centred ? 0 : 1));
        }
        return Tensor.of(values, shape);
    }
}
