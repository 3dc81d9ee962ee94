package condyle.mesh;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.Arrays;

/**
 * Surface on which a field passes zero, as triangles in the world; inside is where the field is negative.
 *
 * <p>The surface is closed, and each edge belongs to two triangles, whatever the field. Where the grid's border lies
 * inside, {@link #of} closes the surface there by a flat lid half a voxel outside the border's voxel centres, the edge of
 * the field of view, and {@link #open} leaves a hole at the centres. Zero and NaN count as outside; beside an infinite
 * value the surface passes half-way. A field without a negative value gives an empty mesh.
 *
 * <p>Source: Lorensen and Cline 1987, doi:10.1145/37402.37422. Differs from it: the table is made by a rule that closes
 * every surface ({@link CubeCases}) where the paper's leaves holes. Which of two diagonal corners join through a cube is
 * not asked of the field, as Lewiner et al. 2003, doi:10.1080/10867651.2003.10487582, do.
 */
public final class MarchingCubes {
    private final Geometry geometry;
    private final Field field;
    private final Size size;
    /** Voxels of padding on each side: 1 to close the surface, 0 to leave it open. */
    private final int pad;
    /** Vertex on the edge from each voxel of the lower and upper slice along x and y, and along z between them. */
    private final int[][] alongX = new int[2][];

    private final int[][] alongY = new int[2][];
    private final int[] alongZ;
    private float[] points = new float[3 << 12];
    private int[] corners = new int[3 << 12];
    private int pointsUsed;
    private int cornersUsed;

    /** A value at each voxel. */
    private interface Field {
        float at(int index);
    }

    private MarchingCubes(Geometry geometry, int pad, Field field) {
        this.geometry = geometry;
        this.field = field;
        this.pad = pad;
        Size n = geometry.size();
        size = new Size(n.x() + 2 * pad, n.y() + 2 * pad, n.z() + 2 * pad);
        for (int i = 0; i < 2; i++) {
            alongX[i] = new int[size.x() * size.y()];
            alongY[i] = new int[size.x() * size.y()];
        }
        alongZ = new int[size.x() * size.y()];
    }

    /** The closed surface of what lies inside; beyond the grid lies nothing. */
    public static Mesh of(Volume field) {
        return new MarchingCubes(field.geometry(), 1, i -> field.data()[i]).mesh();
    }

    /** The surface with holes where it meets the grid's outermost voxel centres. */
    public static Mesh open(Volume field) {
        return new MarchingCubes(field.geometry(), 0, i -> field.data()[i]).mesh();
    }

    /** The closed surface half-way between the set's voxel centres and those around it, in steps; smooth it to measure. */
    public static Mesh of(Mask set) {
        return new MarchingCubes(set.geometry(), 1, i -> set.data()[i] ? -1 : 1).mesh();
    }

    private Mesh mesh() {
        float[][] slices = {slice(0), null};
        Arrays.fill(alongX[1], -1);
        Arrays.fill(alongY[1], -1);
        for (int z = 0; z < size.z() - 1; z++) {
            slices[1] = slice(z + 1);
            swap(alongX);
            swap(alongY);
            Arrays.fill(alongZ, -1);
            for (int y = 0; y < size.y() - 1; y++) {
                row(slices, y, z);
            }
            slices[0] = slices[1];
        }
        if (geometry.toWorld().determinant() < 0) {
            for (int i = 0; i < cornersUsed; i += 3) {
                int c = corners[i];
                corners[i] = corners[i + 1];
                corners[i + 1] = c;
            }
        }
        toWorld();
        return Mesh.of(Arrays.copyOf(points, pointsUsed), Arrays.copyOf(corners, cornersUsed));
    }

    /** The upper slice's vertices become the lower slice's. */
    private static void swap(int[][] along) {
        int[] lower = along[0];
        along[0] = along[1];
        along[1] = lower;
        Arrays.fill(lower, -1);
    }

    /** Values of a slice of the padded grid; the padding mirrors the border's voxel to outside. */
    private float[] slice(int z) {
        Size n = geometry.size();
        float[] out = new float[size.x() * size.y()];
        int k = clamp(z - pad, n.z());
        for (int y = 0, i = 0; y < size.y(); y++) {
            int j = clamp(y - pad, n.y());
            for (int x = 0; x < size.x(); x++, i++) {
                int h = clamp(x - pad, n.x());
                float v = field.at(n.index(h, j, k));
                boolean beyond = h != x - pad || j != y - pad || k != z - pad;
                out[i] = beyond ? Math.abs(v) : v;
            }
        }
        return out;
    }

    private static int clamp(int i, int n) {
        return Math.max(0, Math.min(n - 1, i));
    }

    private void row(float[][] slices, int y, int z) {
        int nx = size.x();
        int left = 0;
        for (int x = 0; x < nx; x++) {
            int right = 0;
            for (int c = 0; c < 4; c++) {
                float v = slices[c >> 1][x + nx * (y + (c & 1))];
                right |= v < 0 ? 2 << 2 * c : 0;
            }
            int code = left | right;
            left = right >> 1;
            if (x > 0 && code != 0 && code != 255) {
                for (int edge : CubeCases.TRIANGLES[code]) {
                    addCorner(vertex(slices, edge, x - 1, y, z));
                }
            }
        }
    }

    /** The vertex on an edge of the cube at (x, y, z), made where it is new. */
    private int vertex(float[][] slices, int edge, int x, int y, int z) {
        int a = edge / 8;
        int b = edge % 8;
        int axis = b - a;
        int i = x + (a & 1) + size.x() * (y + (a >> 1 & 1));
        int upper = a >> 2;
        int[] known = axis == 1 ? alongX[upper] : axis == 2 ? alongY[upper] : alongZ;
        if (known[i] < 0) {
            float from = slices[upper][i];
            float to = axis == 4 ? slices[1][i] : slices[upper][i + (axis == 1 ? 1 : size.x())];
            float t = from / (from - to);
            t = t >= 0 && t <= 1 ? t : 0.5f;
            known[i] = addPoint(
                    x + (a & 1) - pad + (axis == 1 ? t : 0),
                    y + (a >> 1 & 1) - pad + (axis == 2 ? t : 0),
                    z + upper - pad + (axis == 4 ? t : 0));
        }
        return known[i];
    }

    private int addPoint(float x, float y, float z) {
        if (pointsUsed + 3 > points.length) {
            points = Arrays.copyOf(points, 2 * points.length);
        }
        points[pointsUsed] = x;
        points[pointsUsed + 1] = y;
        points[pointsUsed + 2] = z;
        pointsUsed += 3;
        return pointsUsed / 3 - 1;
    }

    private void addCorner(int vertex) {
        if (cornersUsed == corners.length) {
            corners = Arrays.copyOf(corners, 2 * corners.length);
        }
        corners[cornersUsed++] = vertex;
    }

    private void toWorld() {
        Affine world = geometry.toWorld();
        for (int i = 0; i < pointsUsed; i += 3) {
            Vec p = world.apply(points[i], points[i + 1], points[i + 2]);
            points[i] = (float) p.x();
            points[i + 1] = (float) p.y();
            points[i + 2] = (float) p.z();
        }
    }
}
