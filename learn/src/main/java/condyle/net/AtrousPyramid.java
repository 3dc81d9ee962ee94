package condyle.net;

import condyle.config.Check;
import condyle.nn.BatchNorm;
import condyle.nn.Convolution;
import condyle.nn.Convolution.Bias;
import condyle.nn.Convolution.Shape;
import condyle.nn.Draw;
import condyle.nn.Dropout;
import condyle.nn.Layer;
import condyle.tensor.Operators;
import condyle.tensor.Resizing;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Convolutions of several dilations and the mean over the image side by side, joined by a convolution of kernel 1.
 *
 * <p>Chen et al., 2017, arXiv:1706.05587. Names are those of torchvision's ASPP: {@code convs.0.0.weight} on.
 */
final class AtrousPyramid implements Layer {
    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final int branches;
    private final Dropout dropout;

    /**
     * Makes the pyramid.
     *
     * @param from channels in and out of each branch; its kernel is not used
     * @param rates dilations of the branches of kernel 3
     */
    AtrousPyramid(Shape from, List<Integer> rates, double dropout, Draw draw) {
        branches = rates.size() + 1;
        this.dropout = new Dropout(dropout);
        int to = from.to();
        put("convs.0", new Shape(2, from.from(), to, 1, 1, Bias.NONE), 0, draw);
        for (int i = 0; i < rates.size(); i++) {
            put("convs." + (i + 1), new Shape(2, from.from(), to, 3, 1, Bias.NONE).dilated(rates.get(i)), 0, draw);
        }
        // In torchvision the mean itself is layer 0 of its branch.
        put("convs." + branches, new Shape(2, from.from(), to, 1, 1, Bias.NONE), 1, draw);
        put("project", new Shape(2, (branches + 1) * to, to, 1, 1, Bias.NONE), 0, draw);
        children.put("dropout", this.dropout);
    }

    /** Checks settings that its networks have. */
    static void check(List<Integer> rates, double dropout) {
        Check.atLeast("rates", rates.stream().mapToInt(r -> r).min().orElse(0), 1);
        Dropout.check(dropout);
    }

    private void put(String name, Shape shape, int number, Draw draw) {
        children.put(name + "." + number, Convolution.of(shape, draw));
        children.put(name + "." + (number + 1), new BatchNorm(shape.to()));
    }

    @Override
    public Tensor forward(Tensor x) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < branches; i++) {
            all.add(run("convs." + i, 0, x));
        }
        Tensor mean = run("convs." + branches, 1, x.mean(2, 3).unsqueeze(2).unsqueeze(3));
        all.add(Resizing.linearLike(mean, x, Resizing.Corners.FREE));
        return dropout.forward(run("project", 0, Operators.joinChannels(all.toArray(Tensor[]::new))));
    }

    private Tensor run(String name, int number, Tensor x) {
        Tensor y = children.get(name + "." + number).forward(x);
        return Operators.reluInPlace(children.get(name + "." + (number + 1)).forward(y));
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }
}
