package condyle.net;

import condyle.config.Check;
import condyle.nn.Convolution;
import condyle.nn.DepthwiseConvolution;
import condyle.nn.DepthwiseConvolution.Grid;
import condyle.nn.Draw;
import condyle.nn.InstanceNorm;
import condyle.nn.Layer;
import condyle.nn.PointSpread;
import condyle.tensor.Bends;
import condyle.tensor.Scope;
import condyle.tensor.Stencil;
import condyle.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MedNeXt in 2-D and 3-D: a U-Net of ConvNeXt blocks, which also halve and double the grid.
 *
 * <p>Roy et al., MICCAI 2023, doi:10.1007/978-3-031-43901-8_39, arXiv:2303.09975. A block is a convolution of one kernel
 * a channel, a norm, a widening and a narrowing convolution of kernel 1 with a GELU between, and its input added. Names
 * of parameters are those of its repository MIC-DKFZ/MedNeXt. Differs from it: one head instead of one for each level of
 * the decoder. Where the grid doubles, the published code makes 2n − 1 voxels of n and puts a voxel of zeros ahead of
 * them, which {@code asPublished} does too; the standard form makes 2n.
 */
public final class MedNeXt implements Layer {
    /**
     * The shape of the network, four halvings deep as published.
     *
     * @param dimensions 2 or 3
     * @param width channels of the finest level, doubled at each level below; published 32
     * @param expansion how many times wider a block's middle is, for each level down, the bottom and each level up
     * @param blocks for each level down, the bottom and each level up
     * @param kernel voxels along each axis, odd; published 3 and 5
     * @param asPublished puts a voxel of zeros ahead where the grid doubles
     */
    public record Config(
            int dimensions, int width, List<Integer> expansion, List<Integer> blocks, int kernel, boolean asPublished) {
        /** What stands where a file says nothing: the published network S. */
        public static final Config DEFAULTS =
                new Config(3, 32, Collections.nCopies(9, 2), Collections.nCopies(9, 2), 3, false);

        public static final Config TINY = new Config(3, 4, List.of(2, 3, 2), List.of(1, 1, 1), 3, false);

        public Config {
            expansion = List.copyOf(expansion);
            blocks = List.copyOf(blocks);
            Check.atLeast("width", width, 1);
            if (dimensions != 2 && dimensions != 3) {
                throw new IllegalArgumentException("dimensions: " + dimensions + "; expected 2 or 3");
            }
            if (blocks.size() < 3 || blocks.size() % 2 == 0 || blocks.stream().anyMatch(b -> b < 1)) {
                throw new IllegalArgumentException("blocks: " + blocks
                        + "; expected an odd number of at least 3 numbers: levels down, bottom, levels up");
            }
            if (expansion.size() != blocks.size() || expansion.stream().anyMatch(e -> e < 1)) {
                throw new IllegalArgumentException("expansion: " + expansion + "; expected " + blocks.size()
                        + " numbers, one beside each of blocks");
            }
            if (kernel < 1 || kernel % 2 == 0) {
                throw new IllegalArgumentException("kernel: " + kernel + "; expected an odd number");
            }
        }

        private int halvings() {
            return blocks.size() / 2;
        }

        private int channels(int level) {
            return width << level;
        }
    }

    private static final String PAPER = "Roy et al., 2023, doi:10.1007/978-3-031-43901-8_39";

    private final Config config;
    private final Map<String, Layer> children = new LinkedHashMap<>();

    /** Makes the network. */
    public static Network of(Config config, Task task) {
        Input input = new Input("mednext", config.dimensions, task.inputs(), config.halvings());
        return new PlainNetwork(input, new MedNeXt(config, task), PAPER);
    }

    private MedNeXt(Config config, Task task) {
        this.config = config;
        Draw draw = new Draw(task.seed());
        int bottom = config.halvings();
        children.put("stem", point(task.inputs(), config.width, 1, draw));
        for (int level = 0; level < bottom; level++) {
            blocks("enc_block_" + level, level, level, draw);
            Wide half = new Wide(config.channels(level), config.channels(level + 1), config.expansion.get(level + 1));
            children.put("down_" + level, new Block(half, Grid.HALVED, draw));
        }
        blocks("bottleneck", bottom, bottom, draw);
        for (int level = bottom - 1; level >= 0; level--) {
            int at = 2 * bottom - level;
            Wide twice = new Wide(config.channels(level + 1), config.channels(level), config.expansion.get(at));
            children.put("up_" + level, new Block(twice, Grid.DOUBLED, draw));
            blocks("dec_block_" + level, level, at, draw);
        }
        // Published as a transposed convolution of kernel 1, which is the same with its weights the other way round.
        children.put(
                "out_0.conv_out",
                Convolution.transposed(
                        new Convolution.Shape(
                                config.dimensions, config.width, task.classes(), 1, 1, Convolution.Bias.ADDED),
                        draw));
    }

    private void blocks(String name, int level, int at, Draw draw) {
        Wide wide = new Wide(config.channels(level), config.channels(level), config.expansion.get(at));
        for (int i = 0; i < config.blocks.get(at); i++) {
            children.put(name + "." + i, new Block(wide, Grid.KEPT, draw));
        }
    }

    private Convolution point(int from, int to, int stride, Draw draw) {
        return Convolution.of(
                new Convolution.Shape(config.dimensions, from, to, 1, stride, Convolution.Bias.ADDED), draw);
    }

    /** Channels in and out of a block, and how many times wider its middle is. */
    private record Wide(int from, int to, int expansion) {}

    /** One block; where the grid changes, the input comes to the new grid by a convolution of kernel 1. */
    private final class Block implements Layer {
        private final Grid grid;
        private final Map<String, Layer> parts = new LinkedHashMap<>();

        Block(Wide wide, Grid grid, Draw draw) {
            this.grid = grid;
            parts.put("conv1", new DepthwiseConvolution(config.dimensions, wide.from, config.kernel, grid, draw));
            parts.put("norm", new InstanceNorm(wide.from));
            parts.put("conv2", point(wide.from, wide.from * wide.expansion, 1, draw));
            parts.put("conv3", point(wide.from * wide.expansion, wide.to, 1, draw));
            if (grid == Grid.HALVED) {
                parts.put("res_conv", point(wide.from, wide.to, 2, draw));
            } else if (grid == Grid.DOUBLED) {
                parts.put("res_conv", new PointSpread(config.dimensions, wide.from, wide.to, draw));
            }
        }

        @Override
        public Tensor forward(Tensor x) {
            return Scope.only(() -> {
                Tensor y = Scope.only(
                        () -> parts.get("norm").forward(odd(parts.get("conv1").forward(x))));
                y = parts.get("conv3").forward(Bends.gelu(parts.get("conv2").forward(y)));
                if (grid == Grid.KEPT) {
                    return y.add(x);
                }
                return ahead(y).add(moved(parts.get("res_conv").forward(x)));
            });
        }

        private boolean published() {
            return grid == Grid.DOUBLED && config.asPublished;
        }

        /** As published without the last voxel along each axis. */
        private Tensor odd(Tensor y) {
            Tensor cut = y;
            for (int d = 2; published() && d < y.rank(); d++) {
                cut = cut.narrow(d, 0, y.size(d) - 1);
            }
            return cut;
        }

        /** As published with zeros ahead in place of the voxels cut off. */
        private Tensor ahead(Tensor y) {
            return published() ? Stencil.ahead(y) : y;
        }

        private Tensor moved(Tensor y) {
            return published() ? Stencil.ahead(odd(y)) : y;
        }

        @Override
        public Map<String, Layer> children() {
            return parts;
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        int bottom = config.halvings();
        Deque<Tensor> skips = new ArrayDeque<>();
        Tensor y = children.get("stem").forward(x);
        for (int level = 0; level < bottom; level++) {
            y = run("enc_block_" + level, level, y);
            skips.push(y);
            y = children.get("down_" + level).forward(y);
        }
        y = run("bottleneck", bottom, y);
        for (int level = bottom - 1; level >= 0; level--) {
            Tensor up = children.get("up_" + level).forward(y);
            y = run("dec_block_" + level, 2 * bottom - level, skips.pop().add(up));
        }
        return children.get("out_0.conv_out").forward(y);
    }

    private Tensor run(String name, int at, Tensor x) {
        Tensor y = x;
        for (int i = 0; i < config.blocks.get(at); i++) {
            y = children.get(name + "." + i).forward(y);
        }
        return y;
    }

    @Override
    public Map<String, Layer> children() {
        return children;
    }
}
