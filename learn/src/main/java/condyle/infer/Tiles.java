package condyle.infer;

import condyle.image.Box;
import condyle.image.Size;
import java.util.ArrayList;
import java.util.List;

/** Overlapping boxes of one size that cover a grid, the last along each axis flush with its end. */
final class Tiles {
    private Tiles() {}

    /** Covers a grid at least as large as the tile; {@code overlap} is the share two neighbours have in common. */
    static List<Box> of(Size grid, Size tile, double overlap) {
        List<Box> tiles = new ArrayList<>();
        for (int z : starts(grid.z(), tile.z(), overlap)) {
            for (int y : starts(grid.y(), tile.y(), overlap)) {
                for (int x : starts(grid.x(), tile.x(), overlap)) {
                    tiles.add(new Box(x, y, z, x + tile.x(), y + tile.y(), z + tile.z()));
                }
            }
        }
        return tiles;
    }

    private static int[] starts(int grid, int tile, double overlap) {
        int room = grid - tile;
        double step = Math.max(1, tile * (1 - overlap));
        int count = (int) Math.ceil(room / step) + 1;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = count == 1 ? 0 : (int) Math.round((double) room * i / (count - 1));
        }
        return starts;
    }

    /** Weight of a tile's voxels along one axis: a Gaussian about the middle with σ an eighth of the tile. */
    static float[] weights(int tile) {
        float[] w = new float[tile];
        for (int i = 0; i < tile; i++) {
            double d = (i - (tile - 1) / 2.0) / (tile / 8.0);
            // The floor keeps sums above zero where only a tile's corner reaches.
            w[i] = (float) Math.max(1e-3, Math.exp(-0.5 * d * d));
        }
        return w;
    }
}
