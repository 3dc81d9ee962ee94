package condyle.net;

import condyle.config.Check;
import condyle.image.Box;
import condyle.image.Size;
import condyle.nn.AxialConvolution;
import condyle.nn.Convolution;
import condyle.nn.Draw;
import condyle.nn.Layer;
import condyle.nn.Norm;
import condyle.tensor.Operators;
import condyle.tensor.Stencil;
import condyle.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The V-Net and Slice V-Net of Imperial College, 2020, second generation.
 *
 * <p>Each level adds to its image what a block of convolutions makes of it; strided convolutions halve the grid and
 * double the channels. With slices a patch is a stack of sagittal slices along x, halved along y and z only, and the mean
 * or sum of the logits over the stack names the middle slice. Repository 3D-MRI-Tissue-Segmentation/knee-segmentation at
 * 2a50d88. As published: no norm; one rectifier for all convolutions of a block, with a slope for every channel and voxel,
 * so that all patches have one size; the image, of one channel, is added to all channels of the first level; and a
 * convolution with a rectifier stands before the last one. The standard form has a norm, a slope for each channel of each
 * convolution, a convolution of kernel 1 where channels differ, and one last convolution.
 */
public final class ImperialVNet implements Network {
    /** How the logits of a stack become one slice's. */
    public enum Reduce {
        MEAN,
        SUM
    }

    /**
     * @param width channels of the finest level, doubled at each level below; published 16, with slices 32
     * @param levels number of levels
     * @param convolutions of each block
     * @param kernel voxels along x, y and z, odd; published 3×3×3, with slices 3×5×5
     * @param slices of a stack, odd; 0 for whole patches; published 5
     * @param reduce how the logits of a stack become one slice's
     * @param norm after each convolution; as published none
     * @param dropout probability that a channel is set to zero after each convolution of a block in training
     * @param patch size of all patches as published; else it says nothing
     * @param asPublished builds what the published code did
     */
    public record Config(
            int width,
            int levels,
            int convolutions,
            Size kernel,
            int slices,
            Reduce reduce,
            Norm norm,
            double dropout,
            Size patch,
            boolean asPublished) {
        /** What stands where a file says nothing. */
        public static final Config DEFAULTS =
                new Config(16, 4, 3, new Size(3, 3, 3), 0, Reduce.MEAN, Norm.BATCH, 0, new Size(64, 128, 128), false);

        public static final Config TINY =
                new Config(8, 2, 1, new Size(3, 3, 3), 0, Reduce.MEAN, Norm.BATCH, 0, DEFAULTS.patch, false);

        public Config {
            Check.atLeast("width", width, 1);
            Check.atLeast("levels", levels, 2);
            Check.atLeast("convolutions", convolutions, 1);
            Check.within("dropout", dropout, 0, 0.99);
            if (slices != 0) {
                SliceStack.require(slices);
            }
            if (kernel.x() % 2 == 0 || kernel.y() % 2 == 0 || kernel.z() % 2 == 0) {
                throw new IllegalArgumentException("kernel: " + kernel + "; expected odd numbers");
            }
        }

        private int channels(int level) {
            return width << level;
        }

        private List<Integer> halved() {
            return List.of(2, 2, slices == 0 ? 2 : 1);
        }

        private List<Integer> axes() {
            return List.of(kernel.z(), kernel.y(), kernel.x());
        }
    }

    private static final String NAME = "imperial-vnet";

    private final Config config;
    private final Task task;
    private final Map<String, Layer> children = new LinkedHashMap<>();

    public ImperialVNet(Config config, Task task) {
        this.config = config;
        this.task = task;
        if (config.asPublished) {
            ImperialForm.requireOneChannel(task.inputs());
        }
        Draw draw = new Draw(task.seed());
        for (int level = 0; level < config.levels; level++) {
            int to = config.channels(level);
            int from = level == 0 ? task.inputs() : to;
            put("encoder", level, block(from, to, level, draw));
            if (from != to && !config.asPublished) {
                put("project", level, ImperialBody.convolution(from, to, 1, Convolution.Bias.NONE, draw));
            }
            if (level + 1 < config.levels) {
                AxialConvolution.Shape down = AxialConvolution.Shape.of(to, 2 * to, config.halved());
                put("down", level, new AxialConvolution(down.strided(config.halved()), draw));
            }
        }
        for (int level = config.levels - 2; level >= 0; level--) {
            int to = config.channels(level);
            put("up", level, up(2 * to, to, level, draw));
            put("decoder", level, block(2 * to, to, level, draw));
        }
        head(draw);
    }

    private void head(Draw draw) {
        int out = single() ? 1 : task.classes();
        if (config.asPublished) {
            put("head", 0, new AxialConvolution(AxialConvolution.Shape.of(config.width, out, config.axes()), draw));
            put("head", 1, ImperialBody.convolution(out, out, 1, Convolution.Bias.ADDED, draw));
        } else {
            put("head", 0, ImperialBody.convolution(config.width, out, 1, Convolution.Bias.ADDED, draw));
        }
    }

    private Layer block(int from, int to, int level, Draw draw) {
        PReluBlock.Shape shape = new PReluBlock.Shape(from, to, config.axes(), config.convolutions);
        return new PReluBlock(shape, style(level, config.dropout), draw);
    }

    /** What follows a doubling of the grid; as in the code it drops no channels. */
    private Layer up(int from, int to, int level, Draw draw) {
        return new PReluBlock(new PReluBlock.Shape(from, to, config.axes(), 1), style(level, 0), draw);
    }

    private PReluBlock.Style style(int level, double dropout) {
        PReluBlock.Slopes slopes =
                config.asPublished ? new PReluBlock.Slopes.OfVoxels(grid(level)) : new PReluBlock.Slopes.OfChannels();
        return new PReluBlock.Style(config.asPublished ? Norm.NONE : config.norm, dropout, slopes);
    }

    /** The grid of a level as published, (Z, Y, X). */
    private List<Long> grid(int level) {
        Size p = config.patch;
        return List.of(
                (long) p.z() >> level, (long) p.y() >> level, config.slices == 0 ? (long) p.x() >> level : p.x());
    }

    private void put(String what, int level, Layer layer) {
        children.put(what + "." + level, layer);
    }

    private Layer at(String what, int level) {
        return children.get(what + "." + level);
    }

    private boolean single() {
        return config.asPublished && task.classes() == 2;
    }

    @Override
    public Tensor forward(Tensor x) {
        Patches.require(NAME, 3, task.inputs(), x);
        requirePatch(Patches.of(x));
        Deque<Tensor> skips = new ArrayDeque<>();
        Tensor y = x.channelsLast();
        for (int level = 0; level < config.levels; level++) {
            if (level > 0) {
                skips.push(y);
                y = at("down", level - 1).forward(y).relu();
            }
            Layer project = at("project", level);
            y = at("encoder", level).forward(y).add(project == null ? y : project.forward(y));
        }
        for (int level = config.levels - 2; level >= 0; level--) {
            Tensor up = at("up", level).forward(Stencil.repeat(y, config.halved()));
            y = at("decoder", level)
                    .forward(Operators.joinChannels(up, skips.pop()))
                    .add(up);
        }
        return reduced(logits(y));
    }

    private Tensor logits(Tensor y) {
        Tensor z = at("head", 0).forward(y);
        if (config.asPublished) {
            z = at("head", 1).forward(z.relu());
        }
        return single() ? Tensor.cat(1, z.zerosLike(), z) : z;
    }

    private Tensor reduced(Tensor logits) {
        if (config.slices == 0) {
            return logits;
        }
        Tensor one = config.reduce == Reduce.MEAN ? logits.mean(4) : logits.sum(4);
        return one.unsqueeze(4);
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }

    @Override
    public String paper() {
        return ImperialForm.PAPER;
    }

    @Override
    public int dimensions() {
        return 3;
    }

    @Override
    public int divisor() {
        return 1 << (config.levels - 1);
    }

    @Override
    public Size fit(Size least) {
        Size free = config.asPublished ? config.patch : Network.super.fit(least);
        return config.slices == 0 ? free : SliceStack.fit(config.slices, free);
    }

    @Override
    public Box covers(Size patch) {
        return config.slices == 0 ? Box.of(patch) : SliceStack.middle(patch);
    }

    @Override
    public void requirePatch(Size patch) {
        if (config.slices == 0) {
            Patches.require(NAME, 3, config.levels - 1, patch);
        } else {
            Patches.requireStack(NAME, config.slices, config.levels - 1, patch);
        }
        if (config.asPublished) {
            Patches.requirePublished(NAME, config.patch, patch);
        }
    }
}
