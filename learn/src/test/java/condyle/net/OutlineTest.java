package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.nn.Activation;
import condyle.nn.Norm;
import condyle.tensor.Scope;
import condyle.tensor.Sketch;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Outlines tell of networks as published, which would be too large to fill with numbers here. */
class OutlineTest {
    private static final List<Integer> WIDE = List.of(64, 128, 256, 512, 1024);

    private static Record published(String name) {
        return switch (name) {
            case "unet" ->
                new UNet.Config(2, WIDE, Norm.BATCH, UNet.Down.POOLED, UNet.Up.NEAREST, Activation.RELU, 0, true);
            case "attention-unet" -> new LadderForm(2, WIDE, Norm.BATCH, true);
            case "r2-unet" -> new LadderForm(2, WIDE, Norm.BATCH, true);
            case "r2-attention-unet" -> new LadderForm(2, WIDE, Norm.BATCH, true);
            case "unet-plus-plus" -> new LadderForm(2, WIDE, Norm.BATCH, true);
            case "tiramisu" -> new Tiramisu.Config(2, 48, 16, List.of(4, 5, 7, 10, 12, 15), 0, true);
            default -> Networks.ALL.defaults(name);
        };
    }

    /**
     * The knee code of Imperial College (2020), from unet to tiramisu; Luan et al. (2025), encoder-unet; torchvision's deeplabv3_resnet50,
     * whose 42,004,074 numbers hold an auxiliary classifier of 2,365,205.
     */
    @ParameterizedTest
    @CsvSource({
        "unet, 7, 31044679",
        "unet, 2, 31044354",
        "attention-unet, 7, 32445959",
        "r2-unet, 7, 35610055",
        "r2-attention-unet, 7, 37011335",
        "unet-plus-plus, 7, 36628871",
        "tiramisu, 7, 9367399",
        "encoder-unet, 7, 24891527",
        "deeplab-v3, 21, 39638869"
    })
    void publishedNetworksHaveAsManyParametersAsPublished(String name, int classes, long parameters) {
        Outline outline = Outline.of(new Choice(name, published(name)), new Task(1, classes, 1), new Size(96, 96, 1));
        assertThat(outline.parameters()).isEqualTo(parameters);
    }

    static Set<String> names() {
        return Networks.ALL.names();
    }

    /** A network's reach is found with its tiny settings: that of the deepest takes seconds. */
    @ParameterizedTest
    @MethodSource("names")
    void everyNetworkHasAnOutline(String name) {
        Choice defaults = new Choice(name, Networks.ALL.defaults(name));
        Task task = new Task(1, 10, 1);
        Outline outline = Outline.of(defaults, task, Outline.patch(defaults, task, new Size(64, 64, 64)));
        assertThat(outline.dimensions()).isEqualTo(Outline.dimensions(defaults, task));
        assertThat(outline.multiplications()).isGreaterThan(outline.parameters() / 2);
        assertThat(outline.paper()).isNotEmpty();
        OptionalInt reach = Outline.reach(new Choice(name, Networks.ALL.tiny(name)));
        assertThat(reach.orElse(Integer.MAX_VALUE)).isGreaterThan(5);
    }

    @Test
    void encodersHaveAsManyParametersAsTorchvision() {
        assertThat(parameters(EncoderUNet.Backbone.VGG16)).isEqualTo(14_714_688);
        assertThat(parameters(EncoderUNet.Backbone.VGG19)).isEqualTo(20_024_384);
        assertThat(parameters(EncoderUNet.Backbone.RESNET50)).isEqualTo(23_508_032);
    }

    private static long parameters(EncoderUNet.Backbone backbone) {
        EncoderUNet.Config config = new EncoderUNet.Config(backbone, 64, EncoderUNet.Decoder.LINEAR, Norm.NONE);
        try (Scope scope = new Scope();
                Sketch sketch = new Sketch(Sketch.Kind.SHAPES)) {
            return EncoderUNet.of(config, new Task(1, 7, 1)).parameters().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("encoder."))
                    .mapToLong(entry -> entry.getValue().count())
                    .sum();
        }
    }

    private static Choice small(int levels) {
        return new Choice(
                "unet",
                new UNet.Config(
                        2,
                        List.of(4, 4, 4).subList(0, levels),
                        Norm.INSTANCE,
                        UNet.Down.POOLED,
                        UNet.Up.TRANSPOSED,
                        Activation.RELU,
                        0));
    }

    @Test
    void multiplicationsAreThoseOfTheConvolutions() {
        // Two convolutions of kernel 3, from 1 to 4 and 4 to 4 channels, and one of kernel 1 to 2 classes, at 128
        // voxels.
        assertThat(Outline.of(small(1), new Task(1, 2, 1), new Size(8, 16, 1)).multiplications())
                .isEqualTo(128 * (9 * 4 + 9 * 16 + 4 * 2));
    }

    @Test
    void reachGrowsWithKernelsAndStrides() {
        // Two convolutions of kernel 3 see 5 voxels.
        assertThat(Outline.reach(small(1))).hasValue(5);
        // Voxel 0 sees −2 to 2 of the doubled grid: blocks −1 to 1 below, −3 to 3 before the convolutions there, that
        // is
        // voxels −6 to 7, and −8 to 9 before the first two convolutions.
        assertThat(Outline.reach(small(2))).hasValue(18);
    }

    @Test
    void aMeanOverTheImageSeesAllOfIt() {
        Choice pspnet = new Choice("pspnet", PspNet.Config.TINY);
        assertThat(Outline.reach(pspnet)).isEmpty();
        assertThat(Outline.of(pspnet, new Task(1, 2, 1), new Size(16, 16, 1)).paper())
                .startsWith("Zhao et al., 2017");
    }
}
