package condyle.mesh;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Smooths a mesh by moving each vertex towards the mean of its neighbours; the triangles stay.
 *
 * <p>Vertices at the edge of a hole move along that edge only. Vertices without a neighbour stay. What is a voxel or two
 * thick all round, such as a lone voxel or a thread, all but vanishes.
 */
public final class Smoothing {
    private static final double LAMBDA = 0.5;
    /** Pass band 0.1: 1 / λ + 1 / μ. */
    private static final double MU = -1 / (1 / LAMBDA - 0.1);

    private Smoothing() {}

    /** Moves each vertex {@code rounds} times half-way to its neighbours' mean; the mesh shrinks. */
    public static Mesh laplacian(Mesh mesh, int rounds) {
        int[][] neighbours = neighbours(mesh);
        float[] points = mesh.points();
        for (int i = 0; i < rounds; i++) {
            points = moved(points, neighbours, LAMBDA);
        }
        return Mesh.of(points.clone(), mesh.corners());
    }

    /**
     * Smooths without shrinking: each round moves half-way to the neighbours' mean, then a little farther back.
     *
     * <p>Source: Taubin 1995, doi:10.1145/218380.218473, with λ 0.5 and pass band 0.1.
     */
    public static Mesh taubin(Mesh mesh, int rounds) {
        int[][] neighbours = neighbours(mesh);
        float[] points = mesh.points();
        for (int i = 0; i < rounds; i++) {
            points = moved(moved(points, neighbours, LAMBDA), neighbours, MU);
        }
        return Mesh.of(points.clone(), mesh.corners());
    }

    private static float[] moved(float[] points, int[][] neighbours, double share) {
        float[] out = new float[points.length];
        IntStream.range(0, neighbours.length).parallel().forEach(v -> {
            int[] near = neighbours[v];
            double x = 0;
            double y = 0;
            double z = 0;
            for (int w : near) {
                x += points[3 * w];
                y += points[3 * w + 1];
                z += points[3 * w + 2];
            }
            int n = near.length;
            int at = 3 * v;
            out[at] = n == 0 ? points[at] : towards(points[at], x / n, share);
            out[at + 1] = n == 0 ? points[at + 1] : towards(points[at + 1], y / n, share);
            out[at + 2] = n == 0 ? points[at + 2] : towards(points[at + 2], z / n, share);
        });
        return out;
    }

    private static float towards(float here, double mean, double share) {
        return (float) (here + share * (mean - here));
    }

    /** Neighbours of each vertex; of one at a hole only those along the hole's edge. */
    private static int[][] neighbours(Mesh mesh) {
        int[] c = mesh.corners();
        long[] edges = new long[2 * c.length];
        for (int i = 0; i < c.length; i++) {
            long a = c[i];
            long b = c[i % 3 == 2 ? i - 2 : i + 1];
            edges[2 * i] = a << 32 | b;
            edges[2 * i + 1] = b << 32 | a;
        }
        Arrays.sort(edges);
        int[][] out = new int[mesh.vertices()][];
        int[] inner = new int[edges.length];
        int[] rim = new int[edges.length];
        for (int i = 0, v = 0; v < out.length; v++) {
            int inners = 0;
            int rims = 0;
            while (i < edges.length && edges[i] >> 32 == v) {
                int first = i;
                while (i < edges.length && edges[i] == edges[first]) {
                    i++;
                }
                inner[inners++] = (int) edges[first];
                if (i - first == 1) {
                    rim[rims++] = (int) edges[first];
                }
            }
            out[v] = rims > 0 ? Arrays.copyOf(rim, rims) : Arrays.copyOf(inner, inners);
        }
        return out;
    }
}
