package condyle.infer;

import condyle.image.Box;
import condyle.image.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Overlapping boxes of one size that cover a grid, the last along each axis flush with its end. */
final class Tiles {
    private Tiles() {}

    /** Covers a grid at least as large as the tile, as the settings say. */
    static List<Box> of(Size grid, Size tile, SlidingWindow.Settings settings) {
        List<Box> tiles = new ArrayList<>();
        for (int z : starts(grid.z(), tile.z(), settings)) {
            for (int y : starts(grid.y(), tile.y(), settings)) {
                for (int x : starts(grid.x(), tile.x(), settings)) {
                    tiles.add(new Box(x, y, z, x + tile.x(), y + tile.y(), z + tile.z()));
                }
            }
        }
        return tiles;
    }

    private static int[] starts(int grid, int tile, SlidingWindow.Settings settings) {
        int room = grid - tile;
        double step = Math.max(1, tile * (1 - settings.overlap()));
        int count = (int) Math.ceil(room / step) + 1 + (room > 0 ? settings.more() : 0);
        count = Math.min(count, room + 1);
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = count == 1 ? 0 : (int) Math.round((double) room * i / (count - 1));
        }
        return starts;
    }

    /** Weight of a tile's voxels along one axis: a Gaussian about the middle with σ an eighth of the tile, or 1. */
    static float[] weights(int tile, Blend blend) {
        double[] places = new double[tile];
        Arrays.setAll(places, i -> i);
        double[] of = weights(places, tile, blend);
        float[] w = new float[tile];
        for (int i = 0; i < tile; i++) {
            w[i] = (float) of[i];
        }
        return w;
    }

    /** Weights of places between a tile's voxels. */
    static double[] weights(double[] places, int tile, Blend blend) {
        double[] w = new double[places.length];
        for (int i = 0; i < w.length; i++) {
            double d = (places[i] - (tile - 1) / 2.0) / (tile / 8.0);
            // The floor keeps sums above zero where only a tile's corner reaches.
            w[i] = blend == Blend.PLAIN ? 1 : Math.max(1e-3, Math.exp(-0.5 * d * d));
        }
        return w;
    }
}
