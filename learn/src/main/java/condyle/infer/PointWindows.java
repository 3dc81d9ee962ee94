package condyle.infer;

import condyle.data.Context;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
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
 * <p>The windows are those of {@link SlidingWindow}, blended by the same weights. {@link Blocks} in which the voxels'
 * probabilities are of one mind are not asked about again.
 */
public final class PointWindows {
    /** Numbers that may wait for other windows; were there more, on a fine grid, one window names each block. */
    private static final long WAITING = 1L << 27;

    /** Windows that weigh less than this share of the heaviest are not asked: they would change no label. */
    private static final double LIGHT = 0.02;

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

    /**
     * Labels on a grid whose axes run as those of the network's grid; beyond that grid lies background.
     *
     * @param named changes probabilities before the label is chosen; it may keep them
     * @param progress is told the share done, 0–1
     * @throws IllegalArgumentException if the axes run otherwise
     */
    public LabelMap on(Geometry grid, UnaryOperator<Probabilities> named, DoubleConsumer progress) {
        Blocks blocks = Blocks.of(seen.probabilities.argmax(), grid);
        List<Box> tiles = window.tiles(seen.image.size());
        List<List<Asked>> ofTile = new ArrayList<>();
        tiles.forEach(t -> ofTile.add(new ArrayList<>()));
        List<Blocks.Block> unclear = blocks.unclear();
        boolean blended = numbers(unclear) <= WAITING;
        for (Blocks.Block block : unclear) {
            int nearest = nearest(block.voxels(), tiles);
            List<Integer> by = blended ? naming(block.voxels(), tiles, nearest) : List.of(nearest);
            Asked asked = new Asked(block.points(), by);
            asked.tiles.forEach(t -> ofTile.get(t).add(asked));
        }
        for (int t = 0; t < tiles.size(); t++) {
            if (!ofTile.get(t).isEmpty()) {
                ask(new Tile(t, tiles.get(t)), ofTile.get(t), new Answers(blocks, named));
            }
            progress.accept((t + 1.0) / tiles.size());
        }
        return blocks.labels();
    }

    /** A window and its number. */
    private record Tile(int number, Box box) {}

    private record Answers(Blocks blocks, UnaryOperator<Probabilities> named) {}

    /** A block's points, the windows that name them, and what these say together. */
    private static final class Asked {
        private final Box points;
        private final List<Integer> tiles;
        private float[] sum;

        Asked(Box points, List<Integer> tiles) {
            this.points = points;
            this.tiles = tiles;
        }

        /** Adds what a window says, weighted point by point: class by class, x fastest. */
        void add(float[] p, float[] weights) {
            if (tiles.size() == 1) {
                sum = p;
                return;
            }
            sum = sum == null ? new float[p.length] : sum;
            for (int i = 0; i < p.length; i++) {
                sum[i] += p[i] * weights[i % weights.length];
            }
        }
    }

    private long numbers(List<Blocks.Block> blocks) {
        long points = blocks.stream().mapToLong(b -> b.points().size().voxels()).sum();
        return points * (seen.probabilities.labels().tissues().size() + 1);
    }

    /** Number of the window whose middle lies nearest to a block's. */
    private static int nearest(Box block, List<Box> tiles) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < tiles.size(); t++) {
            double x = middle(block.x0(), block.x1())
                    - middle(tiles.get(t).x0(), tiles.get(t).x1());
            double y = middle(block.y0(), block.y1())
                    - middle(tiles.get(t).y0(), tiles.get(t).y1());
            double z = middle(block.z0(), block.z1())
                    - middle(tiles.get(t).z0(), tiles.get(t).z1());
            if (x * x + y * y + z * z < least) {
                least = x * x + y * y + z * z;
                nearest = t;
            }
        }
        return nearest;
    }

    private static double middle(int from, int to) {
        return (from + to - 1) / 2.0;
    }

    /** Numbers of the windows that hold a block whole and weigh enough there; of the nearest one where none holds it. */
    private List<Integer> naming(Box block, List<Box> tiles, int nearest) {
        List<Integer> naming = new ArrayList<>();
        double heaviest = weight(block, tiles.get(nearest));
        for (int t = 0; t < tiles.size(); t++) {
            Box tile = tiles.get(t);
            if (tile.union(block).equals(tile) && weight(block, tile) >= LIGHT * heaviest) {
                naming.add(t);
            }
        }
        return naming.isEmpty() ? List.of(nearest) : naming;
    }

    /** Weight of a window at a block's middle. */
    private double weight(Box block, Box tile) {
        Gather.Lattice one = new Gather.Lattice(
                new double[] {middle(block.x0(), block.x1()) - tile.x0()},
                new double[] {middle(block.y0(), block.y1()) - tile.y0()},
                new double[] {middle(block.z0(), block.z1()) - tile.z0()});
        return window.weights(one, tile.size())[0];
    }

    private void ask(Tile tile, List<Asked> all, Answers to) {
        Box box = tile.box;
        try (Scope scope = new Scope()) {
            PointNetwork.Maps maps = window.maps(seen.image, seen.context, box, seen.probabilities.labels());
            for (Asked asked : all) {
                Gather.Lattice lattice = new Gather.Lattice(
                        to.blocks.places(asked.points, 0, box.x0()),
                        to.blocks.places(asked.points, 1, box.y0()),
                        to.blocks.places(asked.points, 2, box.z0()));
                asked.add(window.at(maps, lattice), window.weights(lattice, box.size()));
                if (tile.number == asked.tiles.get(asked.tiles.size() - 1)) {
                    finish(asked, to);
                }
            }
        }
    }

    /** Writes the labels that the windows together find likeliest; sums need not be divided for that. */
    private void finish(Asked asked, Answers to) {
        LabelSet outputs = seen.probabilities.labels();
        float[][] each = new float[outputs.tissues().size() + 1][];
        int points = asked.sum.length / each.length;
        for (int c = 0; c < each.length; c++) {
            each[c] = Arrays.copyOfRange(asked.sum, c * points, (c + 1) * points);
        }
        asked.sum = null;
        Geometry here = to.blocks.labels().geometry().crop(asked.points);
        to.blocks.write(to.named.apply(new Probabilities(here, outputs, each)).argmax(), asked.points);
    }
}
