package condyle.phantom;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.stream.IntStream;

/**
 * A knee on a grid with each voxel divided: means of tissues instead of one tissue a voxel.
 *
 * <p>Where one material a voxel is asked for (deep layers, chemical shift, mask) it is that of the voxel's last part, up to
 * 3/8 of a voxel from its centre.
 */
final class Supersampling {
    private static final double FINEST = 0.5;
    private static final int MOST = 4;

    private final Knee knee;
    private final Geometry grid;
    private final Lattice lattice;

    Supersampling(Knee knee, Geometry grid) {
        this.knee = knee;
        this.grid = grid;
        lattice = new Lattice(knee, grid);
    }

    private static int parts(double spacing) {
        return Math.max(1, Math.min(MOST, (int) Math.ceil(spacing / FINEST - 0.05)));
    }

    Volume image(Scanner scanner, Contrast contrast, long seed) {
        Size n = grid.size();
        Vec s = grid.spacing();
        int px = parts(s.x());
        int py = parts(s.y());
        int pz = parts(s.z());
        float[] sum = new float[n.length()];
        byte[] last = new byte[n.length()];
        float share = 1f / (px * py * pz);
        Texture shared = new Texture(grid, seed);
        IntStream.range(0, n.z()).parallel().forEach(z -> {
            Texture texture = shared.again();
            byte[] plane = new byte[n.x() * n.y()];
            float[] shade = new float[plane.length];
            for (int c = 0; c < pz; c++) {
                for (int b = 0; b < py; b++) {
                    for (int a = 0; a < px; a++) {
                        double dx = (a + 0.5) / px - 0.5;
                        for (int y = 0; y < n.y(); y++) {
                            double[] start = {dx, y + (b + 0.5) / py - 0.5, z + (c + 0.5) / pz - 0.5};
                            lattice.row(start, 1, plane, y * n.x(), n.x());
                        }
                        texture.plane(plane, z, contrast, shade);
                        int at = z * plane.length;
                        for (int i = 0; i < plane.length; i++) {
                            sum[at + i] += share * shade[i];
                            last[at + i] = plane[i];
                        }
                    }
                }
            }
        });
        return Volume.of(grid, scanner.finish(new Materials(grid, last, knee.side()), contrast, sum, seed));
    }
}
