package condyle.net;

import condyle.nn.Layer;
import condyle.nn.MaxPool;
import condyle.tensor.Operators;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder that halves the grid by its largest numbers, a decoder that doubles it, and skips, put together from parts.
 *
 * <p>Children: {@code encoder.0} … from the finest level down; {@code up.0}, {@code joint.0.…}, {@code decoder.0} … from the
 * coarsest up; {@code head}.
 */
final class Ladder implements Layer {
    /** Joins what comes from below, doubled, with the skip of its level. */
    interface Joint {
        /** Both side by side, along the channels. */
        Joint PLAIN = (below, skip) -> Operators.joinChannels(below, skip);

        Tensor join(Tensor below, Tensor skip);

        /** The layers inside, by name. */
        default Map<String, Layer> children() {
            return Map.of();
        }
    }

    /** One step of the decoder. */
    record Rung(Layer up, Joint joint, Layer decoder) {
        Tensor decode(Tensor below, Tensor skip) {
            return Scope.only(() -> decoder.forward(joint.join(up.forward(below), skip)));
        }
    }

    private final List<? extends Layer> encoder;
    private final List<Rung> rungs;
    private final Layer head;

    /** @param rungs one fewer than the encoder has stages, from the coarsest up */
    Ladder(List<? extends Layer> encoder, List<Rung> rungs, Layer head) {
        this.encoder = List.copyOf(encoder);
        this.rungs = List.copyOf(rungs);
        this.head = head;
    }

    @Override
    public Tensor forward(Tensor x) {
        MaxPool pool = new MaxPool(2);
        Deque<Tensor> skips = new ArrayDeque<>();
        Tensor y = x;
        for (int level = 0; level < encoder.size(); level++) {
            if (level > 0) {
                skips.push(y);
                y = pool.forward(y);
            }
            y = encoder.get(level).forward(y);
        }
        for (Rung rung : rungs) {
            y = rung.decode(y, skips.pop());
        }
        return head.forward(y);
    }

    @Override
    public Map<String, Layer> children() {
        Map<String, Layer> children = new LinkedHashMap<>();
        for (int i = 0; i < encoder.size(); i++) {
            children.put("encoder." + i, encoder.get(i));
        }
        for (int i = 0; i < rungs.size(); i++) {
            Rung rung = rungs.get(i);
            String joint = "joint." + i + ".";
            children.put("up." + i, rung.up);
            rung.joint.children().forEach((name, layer) -> children.put(joint + name, layer));
            children.put("decoder." + i, rung.decoder);
        }
        children.put("head", head);
        return children;
    }
}
