package condyle.net;

import condyle.net.ImperialForm.Kind;
import condyle.net.ImperialForm.Skips;
import condyle.nn.AxialConvolution;
import condyle.nn.Convolution;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Mode;
import condyle.nn.Noise;
import condyle.tensor.Bends;
import condyle.tensor.Operators;
import condyle.tensor.Stencil;
import condyle.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The levels of Imperial College's 3-D U-Nets and V-Nets of 2020, from image to logits.
 *
 * <p>As published: one batch norm serves all convolutions of a block; strided convolutions have as many channels as the
 * finest level; a residual adds one channel to all; a convolution of kernel 3 with a rectifier, which can die, stands
 * before the last one; and two classes have one logit, background's being 0, as a sigmoid has. The standard form has a
 * norm for each convolution, the channels of the level that follows, a convolution of kernel 1 where a residual's
 * channels differ, one last convolution, and a logit for each class. Differs from the code in both: the constants of
 * batch norm are PyTorch's, not those of Keras, and strided convolutions are padded evenly.
 */
final class ImperialBody implements Layer {
    /**
     * What the forms of the network differ in.
     *
     * @param form what they have in common
     * @param halved factor of each halving along Z, Y and X
     * @param convolutions of each block
     * @param bottom kernel of the coarsest block where there are four halvings
     * @param first whether the first block has a residual in a V-Net
     */
    record Plan(ImperialForm form, List<Integer> halved, int convolutions, int bottom, First first) {}

    /** Whether the image is added to what the first block makes of it. */
    enum First {
        RESIDUAL,
        PLAIN
    }

    private static final List<Integer> THREE = Collections.nCopies(3, 3);

    private final Plan plan;
    private final ImperialForm form;
    private final int classes;
    private final Noise noise;
    private final Map<String, Layer> children = new LinkedHashMap<>();

    ImperialBody(Plan plan, Task task, Draw draw) {
        this.plan = plan;
        this.form = plan.form;
        this.classes = task.classes();
        this.noise = new Noise(form.noise());
        int in = task.inputs();
        for (int level = 0; level <= form.depth().halvings; level++) {
            in = encoder(level, in, draw);
        }
        for (int level = form.depth().halvings - 1; level >= 0; level--) {
            int to = form.channels(level);
            put("up", level, up(form.channels(level + 1), to, draw));
            put("decoder", level, block(joined() ? 2 * to : to, to, THREE, draw));
        }
        head(draw);
    }

    /** Adds a level's block and what halves its grid; returns the channels that the next level is given. */
    private int encoder(int level, int in, Draw draw) {
        int to = form.channels(level);
        put("encoder", level, block(in, to, Collections.nCopies(3, kernel(level)), draw));
        if (residual(level) && in != to) {
            if (form.asPublished()) {
                ImperialForm.requireOneChannel(in);
            } else {
                put("project", level, convolution(in, to, 1, Convolution.Bias.NONE, draw));
            }
        }
        if (form.kind() == Kind.UNET || level == form.depth().halvings) {
            return to;
        }
        int next = form.asPublished() ? form.width() : form.channels(level + 1);
        put(
                "down",
                level,
                new AxialConvolution(AxialConvolution.Shape.of(to, next, THREE).strided(plan.halved), draw));
        return next;
    }

    private int kernel(int level) {
        boolean large = form.depth() == ImperialForm.Depth.LARGE;
        return large && level == 0 ? 5 : large && level == form.depth().halvings ? plan.bottom : 3;
    }

    private void head(Draw draw) {
        int out = single() ? 1 : classes;
        if (form.asPublished()) {
            put("head", 0, convolution(form.width(), out, 3, Convolution.Bias.ADDED, draw));
            put("head", 1, convolution(out, out, 1, Convolution.Bias.ADDED, draw));
        } else {
            put("head", 0, convolution(form.width(), out, 1, Convolution.Bias.ADDED, draw));
        }
    }

    private boolean single() {
        return form.asPublished() && classes == 2;
    }

    private boolean joined() {
        return form.skips() == Skips.JOINED;
    }

    private boolean residual(int level) {
        return form.kind() == Kind.VNET && (level > 0 || plan.first == First.RESIDUAL);
    }

    private Layer block(int from, int to, List<Integer> kernel, Draw draw) {
        return new ImperialBlock(
                new ImperialBlock.Shape(from, to, kernel, plan.convolutions, form.dropout()), form, draw);
    }

    /** What follows a doubling of the grid; as in the code it drops no channels. */
    private Layer up(int from, int to, Draw draw) {
        return new ImperialBlock(new ImperialBlock.Shape(from, to, plan.halved, 1, 0), form, draw);
    }

    static Layer convolution(int from, int to, int kernel, Convolution.Bias bias, Draw draw) {
        return new AxialConvolution(
                AxialConvolution.Shape.of(from, to, Collections.nCopies(3, kernel))
                        .biased(bias),
                draw);
    }

    private void put(String what, int level, Layer layer) {
        children.put(what + "." + level, layer);
    }

    private Layer at(String what, int level) {
        return children.get(what + "." + level);
    }

    /** Logits (N, classes, Z, Y, X) of images. */
    @Override
    public Tensor forward(Tensor x) {
        return forward(x, (bottom, up) -> up);
    }

    /**
     * Logits of images.
     *
     * @param shift is given the coarsest image and the first that is made larger from it; hands back what stands for the
     *     latter
     */
    Tensor forward(Tensor x, BinaryOperator<Tensor> shift) {
        Deque<Tensor> skips = new ArrayDeque<>();
        Tensor y = noise.forward(x.channelsLast());
        for (int level = 0; level <= form.depth().halvings; level++) {
            if (level > 0) {
                skips.push(y);
                y = down(y, level - 1);
            }
            Tensor made = at("encoder", level).forward(y);
            y = residual(level) ? made.add(projected(y, level)) : made;
        }
        Tensor bottom = y;
        for (int level = form.depth().halvings - 1; level >= 0; level--) {
            Tensor up = at("up", level).forward(Stencil.repeat(y, plan.halved));
            up = level == form.depth().halvings - 1 ? shift.apply(bottom, up) : up;
            Tensor skip = skips.pop();
            y = at("decoder", level).forward(joined() ? Operators.joinChannels(skip, up) : up);
            y = form.kind() == Kind.VNET ? y.add(up) : y;
        }
        return logits(y);
    }

    private Tensor down(Tensor y, int level) {
        return form.kind() == Kind.UNET
                ? Stencil.maxPool(y, plan.halved)
                : Bends.selu(at("down", level).forward(y));
    }

    private Tensor projected(Tensor y, int level) {
        Layer project = at("project", level);
        return project == null ? y : project.forward(y);
    }

    private Tensor logits(Tensor y) {
        Tensor z = at("head", 0).forward(y);
        if (form.asPublished()) {
            z = at("head", 1).forward(z.relu());
        }
        return single() ? Tensor.cat(1, z.zerosLike(), z) : z;
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }

    @Override
    public void mode(Mode mode) {
        Layer.super.mode(mode);
        noise.mode(mode);
    }
}
