package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.loss.CrossEntropy;
import condyle.loss.Grouping;
import condyle.nn.Mode;
import condyle.tensor.AdamW;
import condyle.tensor.Kind;
import condyle.tensor.NoGradient;
import condyle.tensor.Optimizer;
import condyle.tensor.SafeTensors;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered network must do. */
class NetworkContractTest {
    private static final int CLASSES = 3;

    @TempDir
    Path folder;

    static Set<String> names() {
        return Networks.ALL.names();
    }

    private static Network make(String name, long seed) {
        return Networks.ALL.make(new Choice(name, Networks.ALL.tiny(name)), new Task(1, CLASSES, seed));
    }

    /** About two divisors along z and three along the others. */
    private static Size patch(Network network) {
        int d = network.divisor();
        return network.fit(new Size(3 * d, network.dimensions() == 3 ? 3 * d : 2 * d, 2 * d));
    }

    private static long[] shape(Network network, Size size, long... before) {
        LongStream space = network.dimensions() == 3
                ? LongStream.of(size.z(), size.y(), size.x())
                : LongStream.of(size.y(), size.x());
        return LongStream.concat(LongStream.of(before), space).toArray();
    }

    /** Noise whose grains are as coarse as the network's. */
    private static Tensor images(Network network) {
        long[] shape = shape(network, patch(network), 2, 1);
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        int width = (int) shape[shape.length - 1];
        int height = (int) shape[shape.length - 2];
        int grain = network.grain();
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            int x = i % width;
            int y = i / width % height;
            int z = i / width / height;
            int first = ((z - (shape.length == 5 ? z % grain : 0)) * height + y - y % grain) * width + x - x % grain;
            values[i] = first == i ? (float) random.nextGaussian() : values[first];
        }
        return Tensor.of(values, shape);
    }

    private static Tensor forward(Network network, Tensor images) {
        return network.forward(images, Tensor.of(new float[] {-1, 0.5f, 0.25f, 0.75f, -0.5f, 1}, 2, 3));
    }

    /** The class is the sign of the image, and class 2 stands in the first slice, or where coarse grains are bright. */
    private static Tensor labels(Network network, Tensor images) {
        float[] values = network.covered(images).toFloats();
        byte[] labels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean second = network.grain() > 1 ? values[i] > 0.8 : i < values.length / 8;
            labels[i] = (byte) (second ? 2 : values[i] > 0 ? 1 : 0);
        }
        return Tensor.labels(
                labels, shape(network, network.covers(patch(network)).size(), 2));
    }

    @ParameterizedTest
    @MethodSource("names")
    void logitsStandOnTheGridOfTheImageOrThePartThatTheyCover(String name) {
        try (Scope scope = new Scope()) {
            Network network = make(name, 1);
            assertThat(forward(network, images(network)).shape())
                    .containsExactly(
                            shape(network, network.covers(patch(network)).size(), 2, CLASSES));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyParameterGetsAGradient(String name) {
        try (Scope scope = new Scope()) {
            Network network = make(name, 1);
            Tensor images = images(network);
            forward(network, images)
                    .logSoftmax(1)
                    .pick(labels(network, images))
                    .sum()
                    .backward();
            network.parameters()
                    .forEach((parameter, tensor) -> assertThat(tensor.grad())
                            .as(parameter)
                            .isNotNull()
                            .matches(grad -> grad.abs().max().item() > 0, "is not zero"));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void savedAndLoadedItGivesEqualLogits(String name) throws IOException {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient()) {
            Network first = make(name, 1);
            Network second = make(name, 2);
            Path file = folder.resolve("weights.safetensors");
            SafeTensors.write(file, first.state(), Map.of(), Kind.F32);
            second.load(SafeTensors.read(file).tensors());
            Tensor images = images(first);
            first.mode(Mode.USE);
            second.mode(Mode.USE);
            assertThat(forward(second, images).toFloats())
                    .containsExactly(forward(first, images).toFloats());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSeedDecidesTheWeights(String name) {
        try (Scope scope = new Scope()) {
            SortedMap<String, Tensor> one = make(name, 1).state();
            SortedMap<String, Tensor> again = make(name, 1).state();
            SortedMap<String, Tensor> other = make(name, 2).state();
            one.forEach((key, tensor) ->
                    assertThat(again.get(key).toFloats()).as(key).containsExactly(tensor.toFloats()));
            assertThat(one.keySet())
                    .anyMatch(key -> !Arrays.equals(
                            one.get(key).toFloats(), other.get(key).toFloats()));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itLearnsOneBatch(String name) {
        try (Scope scope = new Scope()) {
            Network network = make(name, 1);
            Optimizer optimizer = new AdamW(network.parameters(), AdamW.Config.DEFAULTS);
            CrossEntropy loss = new CrossEntropy(CrossEntropy.Config.DEFAULTS, Grouping.of(CLASSES));
            Tensor images = images(network);
            Tensor labels = labels(network, images);
            double[] losses = new double[60];
            for (int i = 0; i < losses.length; i++) {
                try (Scope step = new Scope()) {
                    Tensor value = loss.of(forward(network, images), labels);
                    value.backward();
                    optimizer.step(1e-2);
                    optimizer.zeroGradients();
                    losses[i] = value.item();
                }
            }
            assertThat(losses[losses.length - 1]).isLessThan(0.3 * losses[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPatchThatDoesNotDivideIsRefusedWithTheNearest(String name) {
        try (Scope scope = new Scope()) {
            Network network = make(name, 1);
            int d = network.divisor();
            assertThat(d).isGreaterThan(1);
            Size good = network.fit(new Size(d, 2 * d, 3 * d));
            Size next = network.fit(new Size(d, 2 * d + 1, 3 * d));
            network.requirePatch(good);
            Size bad = new Size(good.x(), good.y() + 1, good.z());
            assertThatThrownBy(() -> network.requirePatch(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(name + ": patch " + bad.x() + "×" + bad.y())
                    .hasMessageContaining("must be divisible by " + d)
                    .hasMessageContaining("nearest is " + good.x() + "×" + good.y())
                    .hasMessageContaining("or " + next.x() + "×" + next.y());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void weightsOfAnotherNetworkAreRefused(String name) {
        try (Scope scope = new Scope()) {
            Network network = make(name, 1);
            SortedMap<String, Tensor> saved = new TreeMap<>(network.state());
            String first = saved.firstKey();
            saved.put("alien", saved.remove(first));
            assertThatThrownBy(() -> network.load(saved))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("weights of another network: missing " + first + "; unexpected alien; shape none");
        }
    }
}
