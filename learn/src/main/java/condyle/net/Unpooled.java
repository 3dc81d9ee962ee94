package condyle.net;

import condyle.nn.Layer;
import condyle.nn.Sequential;
import condyle.tensor.Pooling;
import condyle.tensor.Pooling.Largest;
import condyle.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder that halves the grid by its largest numbers, and a decoder that puts numbers back where those stood.
 *
 * <p>Children: {@code encoder.0} … from the finest level down, {@code middle}, {@code decoder.0} … from the coarsest level
 * up, {@code head}. No skips.
 */
final class Unpooled implements Layer {
    /** Makes one convolution of a stage with what follows it. */
    interface Maker {
        Layer of(int from, int to);
    }

    /**
     * How many channels and convolutions each stage has, from the finest down; after each the grid is halved.
     *
     * @param channels of all convolutions of the encoder's stage; in the decoder's the last one has those of the stage
     *     above it
     * @param convolutions in each of the two stages
     */
    record Stages(List<Integer> channels, List<Integer> convolutions) {
        Stages {
            channels = List.copyOf(channels);
            convolutions = List.copyOf(convolutions);
            if (channels.size() != convolutions.size() || convolutions.stream().anyMatch(c -> c < 1)) {
                throw new IllegalArgumentException("convolutions: " + convolutions + " for channels " + channels
                        + "; expected as many numbers, of at least 1");
            }
        }

        int count() {
            return channels.size();
        }

        int last() {
            return channels.get(count() - 1);
        }

        List<Layer> encoder(int inputs, Maker maker) {
            List<Layer> stages = new ArrayList<>();
            int from = inputs;
            for (int i = 0; i < count(); i++) {
                stages.add(stage(from, i, channels.get(i), maker));
                from = channels.get(i);
            }
            return stages;
        }

        /** The stages from the coarsest up, the last of which gives the channels of the finest. */
        List<Layer> decoder(Maker maker) {
            List<Layer> stages = new ArrayList<>();
            for (int i = count() - 1; i >= 0; i--) {
                stages.add(stage(channels.get(i), i, channels.get(Math.max(0, i - 1)), maker));
            }
            return stages;
        }

        private Layer stage(int from, int i, int to, Maker maker) {
            List<Layer> layers = new ArrayList<>();
            int count = convolutions.get(i);
            for (int k = 0; k < count; k++) {
                layers.add(maker.of(k == 0 ? from : channels.get(i), k == count - 1 ? to : channels.get(i)));
            }
            return new Sequential(layers);
        }
    }

    private final List<Layer> encoder;
    private final Layer middle;
    private final List<Layer> decoder;
    private final Layer head;

    /** @param middle the layers at the coarsest grid; null for none */
    Unpooled(List<Layer> encoder, Layer middle, List<Layer> decoder, Layer head) {
        this.encoder = encoder;
        this.middle = middle;
        this.decoder = decoder;
        this.head = head;
    }

    @Override
    public Tensor forward(Tensor x) {
        Deque<Tensor> places = new ArrayDeque<>();
        Tensor y = x;
        for (Layer stage : encoder) {
            Largest largest = Pooling.largest(stage.forward(y), 2);
            places.push(largest.places());
            y = largest.values();
        }
        y = middle == null ? y : middle.forward(y);
        for (Layer stage : decoder) {
            y = stage.forward(Pooling.putBack(y, places.pop(), 2));
        }
        return head.forward(y);
    }

    @Override
    public Map<String, Layer> children() {
        Map<String, Layer> children = new LinkedHashMap<>();
        for (int i = 0; i < encoder.size(); i++) {
            children.put("encoder." + i, encoder.get(i));
        }
        if (middle != null) {
            children.put("middle", middle);
        }
        for (int i = 0; i < decoder.size(); i++) {
            children.put("decoder." + i, decoder.get(i));
        }
        children.put("head", head);
        return children;
    }
}
