package condyle.net;

import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.ConvolutionUnit;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.nn.Sequential;
import condyle.tensor.Operators;
import condyle.tensor.Resizing;
import condyle.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DeepLabv3 and v3+ as the knee code of Imperial College (2020) has them.
 *
 * <p>A convolution and three bottlenecks whose norm and ReLU stand before each convolution halve the grid three times; three
 * dilated convolutions and a pyramid follow, without activations. The v3 enlarges probabilities, not logits; given as
 * logits here, they are their logarithms. Widths are written as multiples of {@code width}, 64 there.
 */
final class PreActivatedDeepLab implements Layer {
    private static final double LEAST = 1e-7;
    private static final List<Integer> ATROUS = List.of(2, 4, 8);
    private static final List<Integer> RATES = List.of(4, 6, 12);

    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final boolean plus;
    private final int maps;

    private PreActivatedDeepLab(boolean plus, int maps) {
        this.plus = plus;
        this.maps = maps;
    }

    /** DeepLabv3. */
    static Layer third(int width, Task task, Draw draw) {
        PreActivatedDeepLab made = new PreActivatedDeepLab(false, task.maps());
        made.encoder(width, task, draw);
        made.children.put("head", convolution(4 * width, task.classes(), 1, draw));
        return made;
    }

    /** DeepLabv3+. */
    static Layer plus(int width, Task task, Draw draw) {
        PreActivatedDeepLab made = new PreActivatedDeepLab(true, task.maps());
        made.encoder(width, task, draw);
        made.children.put("widen", convolution(4 * width, 8 * width, 1, draw));
        made.children.put("low8", convolution(4 * width, 2 * width, 1, draw));
        made.children.put("refine4", convolution(10 * width, 8 * width, 3, draw));
        int low = Math.max(1, 3 * width / 2);
        made.children.put("low4", convolution(8 * width, low, 1, draw));
        made.children.put("refine2", convolution(8 * width + low, 4 * width, 3, draw));
        made.children.put("refine1", convolution(4 * width, 2 * width, 3, draw));
        made.children.put("head", convolution(2 * width, task.classes(), 1, draw));
        return made;
    }

    private void encoder(int width, Task task, Draw draw) {
        children.put("first", Convolution.of(new Shape(2, task.inputs(), 4 * width, 3, 2, Bias.ADDED), draw));
        children.put("block1", new Bottleneck(4 * width, 4 * width, 1, draw));
        children.put("block2", new Bottleneck(4 * width, 8 * width, 2, draw));
        children.put("block3", new Bottleneck(8 * width, 16 * width, 2, draw));
        int from = 16 * width;
        for (int i = 0; i < ATROUS.size(); i++) {
            children.put("atrous." + i, linear(new Shape(2, from, 4 * width, 3, 1, Bias.ADDED), ATROUS.get(i), draw));
            from = 4 * width;
        }
        children.put("mean", convolution(from, from, 1, draw));
        children.put("branch.0", linear(new Shape(2, from, from, 1, 1, Bias.ADDED), 1, draw));
        for (int i = 0; i < RATES.size(); i++) {
            children.put("branch." + (i + 1), linear(new Shape(2, from, from, 3, 1, Bias.ADDED), RATES.get(i), draw));
        }
        children.put("join", convolution((RATES.size() + 2) * from, from, 1, draw));
    }

    private static Layer linear(Shape shape, int dilation, Draw draw) {
        return new ConvolutionUnit(shape.dilated(dilation), Norm.BATCH, null, draw);
    }

    private static Layer convolution(int from, int to, int kernel, Draw draw) {
        return Convolution.of(new Shape(2, from, to, kernel, 1, Bias.ADDED), draw);
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor quarter = run("block2", run("block1", run("first", x)));
        Tensor atrous = run("block3", quarter);
        for (int i = 0; i < ATROUS.size(); i++) {
            atrous = run("atrous." + i, atrous);
        }
        Tensor encoded = pyramid(atrous);
        if (plus) {
            return decode(encoded, atrous, quarter);
        }
        Tensor head = run("head", encoded);
        int named = (int) head.size(1) - maps;
        Tensor probabilities = head.narrow(1, 0, named).softmax(1);
        Tensor classes = Resizing.linearLike(probabilities, x, Resizing.Corners.FREE)
                .clamp(LEAST, 1)
                .log();
        return maps == 0
                ? classes
                : Tensor.cat(1, classes, Resizing.linearLike(head.narrow(1, named, maps), x, Resizing.Corners.FREE));
    }

    private Tensor pyramid(Tensor x) {
        Tensor[] all = new Tensor[RATES.size() + 2];
        Tensor mean = run("mean", x.mean(2, 3).unsqueeze(2).unsqueeze(3));
        all[0] = Resizing.linearLike(mean, x, Resizing.Corners.FREE);
        for (int i = 0; i <= RATES.size(); i++) {
            all[i + 1] = run("branch." + i, x);
        }
        return run("join", Operators.joinChannels(all));
    }

    private Tensor decode(Tensor encoded, Tensor atrous, Tensor quarter) {
        Tensor y = Operators.joinChannels(run("low8", atrous), run("widen", encoded));
        y = run("refine4", Operators.upsampleLinear(y, 2)).relu();
        y = Operators.joinChannels(run("low4", quarter), y);
        y = run("refine2", Operators.upsampleLinear(y, 2)).relu();
        y = run("refine1", Operators.upsampleLinear(y, 2)).relu();
        return run("head", y);
    }

    private Tensor run(String name, Tensor x) {
        return children.get(name).forward(x);
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }

    /** Kernels 1, 3 and 1, each after a norm and ReLU, with a residual around them. */
    private static final class Bottleneck implements Layer {
        private final Map<String, Layer> children = new LinkedHashMap<>();

        Bottleneck(int from, int to, int stride, Draw draw) {
            int inner = Math.max(1, to / 4);
            children.put(
                    "path",
                    new Sequential(List.of(
                            new PreActivated(new Shape(2, from, inner, 1, 1, Bias.ADDED), 0, draw),
                            new PreActivated(new Shape(2, inner, inner, 3, stride, Bias.ADDED), 0, draw),
                            new PreActivated(new Shape(2, inner, to, 1, 1, Bias.ADDED), 0, draw))));
            if (stride > 1) {
                children.put("shortcut", new PreActivated(new Shape(2, from, to, 1, stride, Bias.ADDED), 0, draw));
            }
        }

        @Override
        public Tensor forward(Tensor x) {
            Layer shortcut = children.get("shortcut");
            return children.get("path").forward(x).add(shortcut == null ? x : shortcut.forward(x));
        }

        @Override
        public Map<String, Layer> children() {
            return children;
        }
    }
}
