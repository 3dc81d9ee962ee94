package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.nn.Mode;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A second head on every network. */
class TwoHeadedTest {
    private static final int CLASSES = 3;
    private static final int MAPS = 2;

    static Set<String> names() {
        return Networks.ALL.names();
    }

    private static Network make(String name) {
        return TwoHeaded.of(new Choice(name, Networks.ALL.tiny(name)), new Task(1, CLASSES, 4), MAPS);
    }

    private static Tensor images(Network network) {
        int d = network.divisor();
        boolean solid = network.dimensions() == 3;
        Size n = network.fit(new Size(3 * d, solid ? 3 * d : 2 * d, 2 * d));
        float[] values = new float[2 * (solid ? n.length() : n.x() * n.y())];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return solid ? Tensor.of(values, 2, 1, n.z(), n.y(), n.x()) : Tensor.of(values, 2, 1, n.y(), n.x());
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFirstHeadSegmentsAndTheSecondIsFreeToTakeAnyValue(String name) {
        try (Scope scope = new Scope()) {
            Network network = make(name);
            // Whatever is drawn anew at each pass would tell the two heads' passes apart.
            network.mode(Mode.USE);
            Tensor images = images(network);
            Tensor places = Tensor.zeros(2, 3);
            Tensor both = network.heads(images, places);
            Tensor logits = network.forward(images, places);
            assertThat(both.size(1)).isEqualTo(CLASSES + MAPS);
            assertThat(logits.size(1)).isEqualTo(CLASSES);
            assertThat(logits.toFloats()).isEqualTo(both.narrow(1, 0, CLASSES).toFloats());
            Tensor maps = both.narrow(1, CLASSES, MAPS);
            // The last bias moves a map up and down, as a regression needs, past any softmax.
            double before = maps.mean().item();
            network.load(raised(network));
            Tensor after = network.heads(images, places);
            assertThat(after.narrow(1, CLASSES, MAPS).mean().item()).isGreaterThan(before + 5);
        }
    }

    private static SortedMap<String, Tensor> raised(Network network) {
        float[] more = new float[CLASSES + MAPS];
        Arrays.fill(more, CLASSES, more.length, 10);
        SortedMap<String, Tensor> all = new TreeMap<>();
        network.state().forEach((name, tensor) -> {
            boolean bias = tensor.rank() == 1 && tensor.size(0) == more.length;
            all.put(name, bias ? tensor.detach().add(Tensor.of(more, more.length)) : tensor.detach());
        });
        return all;
    }

    @ParameterizedTest
    @MethodSource("names")
    void bothHeadsTrainTheWholeNetwork(String name) {
        try (Scope scope = new Scope()) {
            Network network = make(name);
            Tensor both = network.heads(images(network), Tensor.zeros(2, 3));
            both.narrow(1, CLASSES, MAPS).sum().backward();
            long moved = network.parameters().values().stream()
                    .filter(p -> p.grad() != null && p.grad().abs().max().item() > 0)
                    .count();
            assertThat(moved).isGreaterThan(network.parameters().size() / 2);
        }
    }

    @Test
    void withoutMapsItIsTheNetworkItself() {
        try (Scope scope = new Scope()) {
            Choice unet = new Choice("unet", UNet.Config.TINY);
            assertThat(TwoHeaded.of(unet, new Task(1, 2, 1), 0)).isNotInstanceOf(TwoHeaded.class);
            Network two = TwoHeaded.of(unet, new Task(1, 2, 1), 1);
            assertThat(two.state().keySet())
                    .isEqualTo(
                            Networks.ALL.make(unet, new Task(1, 2, 1)).state().keySet());
            assertThat(two.parameters().get("head.weight").size(0)).isEqualTo(3);
            assertThatThrownBy(() -> new Task(1, 3, 1, 2))
                    .hasMessage("network for 1 inputs and 1 classes and 2 maps; expected at least 1 and 2");
        }
    }
}
