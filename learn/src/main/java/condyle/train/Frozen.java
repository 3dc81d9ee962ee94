package condyle.train;

import condyle.net.Network;
import condyle.nn.Layer;
import condyle.nn.Mode;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The part of a network that a phase leaves as it is: its weights get no gradients, its norms remember nothing new. */
public final class Frozen implements AutoCloseable {
    private final Network network;
    private final Optional<String> part;
    private final List<Tensor> weights;

    /** What a phase freezes, once it begins; nothing where it names none. */
    Frozen(Network network, Phase phase) {
        this.network = network;
        this.part = phase.freeze();
        this.weights = part.map(p -> weights(network, p)).orElse(List.of());
    }

    /** Freezes the part until this is closed, and sets the network to training. */
    Frozen begin() {
        weights.forEach(Tensor::withoutGradient);
        train();
        return this;
    }

    /**
     * Checks that a network has what its phases freeze, and something besides.
     *
     * @throws IllegalArgumentException listing the parts that it has
     */
    public static void require(Network network, Phase phase) {
        phase.freeze().ifPresent(part -> {
            int frozen = weights(network, part).size();
            if (frozen == 0) {
                throw new IllegalArgumentException(
                        "freeze: the network has no part '" + part + "'; it has " + parts(network));
            }
            if (frozen == network.parameters().size()) {
                throw new IllegalArgumentException(
                        "freeze: '" + part + "' is the whole network; nothing would be left to learn");
            }
        });
    }

    private static List<Tensor> weights(Network network, String part) {
        return network.parameters().entrySet().stream()
                .filter(e -> e.getKey().startsWith(part + "."))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String parts(Network network) {
        return network.parameters().keySet().stream()
                .map(name -> name.substring(0, Math.max(0, name.indexOf('.'))))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), names -> String.join(", ", names)));
    }

    /** Sets the network to training but for the frozen part, which is in use. */
    void train() {
        network.mode(Mode.TRAIN);
        part.ifPresent(p -> use(network, p));
    }

    /** Children are found by the longest names first: a child may itself be called {@code a.b}. */
    private static void use(Layer layer, String path) {
        layer.children().forEach((name, child) -> {
            if (name.equals(path) || name.startsWith(path + ".")) {
                child.mode(Mode.USE);
            } else if (path.startsWith(name + ".")) {
                use(child, path.substring(name.length() + 1));
            }
        });
    }

    /** Lets the part learn again. */
    @Override
    public void close() {
        weights.forEach(Tensor::withGradient);
    }
}
