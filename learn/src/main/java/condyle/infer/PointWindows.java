package condyle.infer;

import condyle.data.Context;
import condyle.image.Affine;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Volume;
import condyle.net.PointNetwork;
import condyle.tensor.Gather;
import condyle.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;

/**
 * Asks a network that names points for every voxel of any grid, finer or coarser than its own.
 *
 * <p>The windows are those of {@link SlidingWindow}; each names the points that lie nearer to its middle than to that of
 * its neighbours. Blocks in which the voxels' probabilities are of one mind are not asked about again: most of a knee.
 */
public final class PointWindows {
    /** Voxels along the side of a block. */
    private static final int BLOCK = 8;

    private final SlidingWindow window;
    private final Seen seen;

    /**
     * What was seen on the network's own grid.
     *
     * @param context what the pass before found; may be null
     * @param probabilities of the image's voxels
     */
    public record Seen(Volume image, Context context, Probabilities probabilities) {}

    private PointWindows(SlidingWindow window, Seen seen) {
        this.window = window;
        this.seen = seen;
    }

    /** Whether the window's network names points. */
    public static boolean can(SlidingWindow window) {
        return window.points().isPresent();
    }

    /** For what a window saw, whose network {@linkplain #can names points}. */
    public static PointWindows of(SlidingWindow window, Seen seen) {
        return new PointWindows(window, seen);
    }

    /** Points of the grid asked for, counted in voxels of the network's grid, along one axis. */
    private record Axis(double[] at) {
        /** The first of them that is not below a place. */
        int from(double place) {
            int low = Arrays.binarySearch(at, place - 1e-6);
            return low < 0 ? -low - 1 : low;
        }
    }

    /**
     * Labels on a grid whose axes run as those of the network's grid; beyond that grid lies background.
     *
     * @param named changes probabilities before the label is chosen; it may keep them
     * @param progress is told the share done, 0–1
     * @throws IllegalArgumentException if the axes run otherwise
     */
    public LabelMap on(Geometry grid, UnaryOperator<Probabilities> named, DoubleConsumer progress) {
        Axis[] axes = axes(grid);
        LabelMap labels = LabelMap.of(grid, new byte[grid.size().length()], seen.probabilities.labels());
        byte[] own = seen.probabilities.argmax().data();
        Size n = seen.image.size();
        List<Box> tiles = window.tiles(n);
        for (int t = 0; t < tiles.size(); t++) {
            Box tile = tiles.get(t);
            List<Box> unclear = new ArrayList<>();
            for (Box block : blocks(owned(tile, tiles, n), n)) {
                int label = agreed(own, block, n);
                Box points = points(block, axes, n);
                if (points != null && label < 0) {
                    unclear.add(points);
                } else if (points != null && label > 0) {
                    fill(labels, points, (byte) label);
                }
            }
            if (!unclear.isEmpty()) {
                ask(tile, unclear, axes, new Answers(labels, named));
            }
            progress.accept((t + 1.0) / tiles.size());
        }
        return labels;
    }

    private record Answers(LabelMap labels, UnaryOperator<Probabilities> named) {}

    private Axis[] axes(Geometry grid) {
        Affine map = seen.image.geometry().toVoxel().after(grid.toWorld());
        Axis[] axes = new Axis[3];
        for (int a = 0; a < 3; a++) {
            double[] at = new double[grid.size().along(a)];
            for (int i = 0; i < at.length; i++) {
                at[i] = map.at(a, a) * i + map.at(a, 3);
            }
            axes[a] = new Axis(at);
            for (int b = 0; b < 3; b++) {
                if (a == b ? map.at(a, a) <= 0 : Math.abs(map.at(a, b)) * at.length > 0.01) {
                    throw new IllegalArgumentException("points: grid " + grid
                            + " does not run along the axes of the network's grid; turn it first");
                }
            }
        }
        return axes;
    }

    /** The part of a tile that lies nearer to its middle than to its neighbours' middles. */
    private static Box owned(Box tile, List<Box> tiles, Size n) {
        int[] low = {tile.x0(), tile.y0(), tile.z0()};
        int[] high = {Math.min(n.x(), tile.x1()), Math.min(n.y(), tile.y1()), Math.min(n.z(), tile.z1())};
        for (Box other : tiles) {
            int[] start = {other.x0(), other.y0(), other.z0()};
            int[] mine = {tile.x0(), tile.y0(), tile.z0()};
            for (int k = 0; k < 3; k++) {
                int middle = (start[k] + mine[k] + tile.size().along(k)) / 2;
                if (start[k] < mine[k]) {
                    low[k] = Math.max(low[k], middle);
                } else if (start[k] > mine[k]) {
                    high[k] = Math.min(high[k], middle);
                }
            }
        }
        return new Box(low[0], low[1], low[2], high[0], high[1], high[2]);
    }

    private static List<Box> blocks(Box part, Size n) {
        List<Box> blocks = new ArrayList<>();
        for (int z = part.z0(); z < part.z1(); z += BLOCK) {
            for (int y = part.y0(); y < part.y1(); y += BLOCK) {
                for (int x = part.x0(); x < part.x1(); x += BLOCK) {
                    blocks.add(new Box(
                            x,
                            y,
                            z,
                            Math.min(part.x1(), x + BLOCK),
                            Math.min(part.y1(), y + BLOCK),
                            Math.min(part.z1(), z + BLOCK)));
                }
            }
        }
        return blocks;
    }

    /** The label that all voxels of a block and next to it have, or −1. */
    private static int agreed(byte[] labels, Box block, Size n) {
        Box wide = block.grow(1, n);
        byte first = labels[n.index(wide.x0(), wide.y0(), wide.z0())];
        for (int z = wide.z0(); z < wide.z1(); z++) {
            for (int y = wide.y0(); y < wide.y1(); y++) {
                int row = n.index(0, y, z);
                for (int x = wide.x0(); x < wide.x1(); x++) {
                    if (labels[row + x] != first) {
                        return -1;
                    }
                }
            }
        }
        return first & 0xff;
    }

    /** The points asked for that lie in a block's voxels, or null where there are none; the border's voxels hold theirs. */
    private static Box points(Box block, Axis[] axes, Size n) {
        int x0 = axes[0].from(block.x0() - 0.5);
        int y0 = axes[1].from(block.y0() - 0.5);
        int z0 = axes[2].from(block.z0() - 0.5);
        // What lies on the far border of the last voxel still belongs to it.
        int x1 = axes[0].from(block.x1() - 0.5 + (block.x1() == n.x() ? 1e-3 : 0));
        int y1 = axes[1].from(block.y1() - 0.5 + (block.y1() == n.y() ? 1e-3 : 0));
        int z1 = axes[2].from(block.z1() - 0.5 + (block.z1() == n.z() ? 1e-3 : 0));
        return x1 > x0 && y1 > y0 && z1 > z0 ? new Box(x0, y0, z0, x1, y1, z1) : null;
    }

    private static void fill(LabelMap labels, Box points, byte label) {
        for (int z = points.z0(); z < points.z1(); z++) {
            for (int y = points.y0(); y < points.y1(); y++) {
                int row = labels.size().index(0, y, z);
                Arrays.fill(labels.data(), row + points.x0(), row + points.x1(), label);
            }
        }
    }

    private void ask(Box tile, List<Box> blocks, Axis[] axes, Answers to) {
        LabelSet outputs = seen.probabilities.labels();
        int classes = outputs.tissues().size() + 1;
        try (Scope scope = new Scope()) {
            PointNetwork.Maps maps = window.maps(seen.image, seen.context, tile, outputs);
            for (Box block : blocks) {
                Gather.Lattice lattice = new Gather.Lattice(
                        part(axes[0], block.x0(), block.x1(), tile.x0()),
                        part(axes[1], block.y0(), block.y1(), tile.y0()),
                        part(axes[2], block.z0(), block.z1(), tile.z0()));
                float[] p = window.at(maps, lattice);
                int points = p.length / classes;
                float[][] each = new float[classes][];
                for (int c = 0; c < classes; c++) {
                    each[c] = Arrays.copyOfRange(p, c * points, (c + 1) * points);
                }
                Geometry here = to.labels.geometry().crop(block);
                copy(to.named.apply(new Probabilities(here, outputs, each)).argmax(), block, to.labels);
            }
        }
    }

    private static double[] part(Axis axis, int from, int to, int origin) {
        double[] out = new double[to - from];
        for (int i = 0; i < out.length; i++) {
            out[i] = axis.at[from + i] - origin;
        }
        return out;
    }

    private static void copy(LabelMap part, Box block, LabelMap to) {
        Size n = part.size();
        for (int z = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                System.arraycopy(
                        part.data(),
                        n.index(0, y, z),
                        to.data(),
                        to.size().index(block.x0(), block.y0() + y, block.z0() + z),
                        n.x());
            }
        }
    }
}
