package condyle.mesh;

import condyle.image.Vec;

/**
 * Triangle mesh in the world (RAS+, mm): vertices and, of each triangle, three of their numbers.
 *
 * <p>Triangles run counter-clockwise seen from outside, so normals point outwards and a closed mesh has a positive
 * volume. The arrays are not copied.
 */
public final class Mesh {
    private final float[] points;
    private final int[] corners;

    private Mesh(float[] points, int[] corners) {
        this.points = points;
        this.corners = corners;
    }

    /**
     * Wraps the arrays.
     *
     * @param points x, y, z of each vertex
     * @param corners three vertices of each triangle
     * @throws IllegalArgumentException if an array's length is no multiple of 3 or a triangle names no vertex
     */
    public static Mesh of(float[] points, int[] corners) {
        if (points.length % 3 != 0 || corners.length % 3 != 0) {
            throw new IllegalArgumentException("mesh: " + points.length + " coordinates and " + corners.length
                    + " corners, expected multiples of 3");
        }
        for (int c : corners) {
            if (c < 0 || 3L * c >= points.length) {
                throw new IllegalArgumentException(
                        "mesh: a triangle names vertex " + c + ", expected 0 to " + (points.length / 3 - 1));
            }
        }
        return new Mesh(points, corners);
    }

    /** Number of vertices. */
    public int vertices() {
        return points.length / 3;
    }

    /** Number of triangles. */
    public int triangles() {
        return corners.length / 3;
    }

    public boolean isEmpty() {
        return corners.length == 0;
    }

    /** x, y, z of each vertex in mm; not a copy. */
    public float[] points() {
        return points;
    }

    /** Vertices of each triangle, three at a time; not a copy. */
    public int[] corners() {
        return corners;
    }

    /** Place of a vertex. */
    public Vec point(int vertex) {
        return new Vec(points[3 * vertex], points[3 * vertex + 1], points[3 * vertex + 2]);
    }

    /** Twice the area of a triangle, as a vector along its normal. */
    private Vec twice(int triangle) {
        Vec a = point(corners[3 * triangle]);
        Vec b = point(corners[3 * triangle + 1]);
        Vec c = point(corners[3 * triangle + 2]);
        return b.minus(a).cross(c.minus(a));
    }

    /** Area of a triangle in mm². */
    public double area(int triangle) {
        return twice(triangle).norm() / 2;
    }

    /** Area of all triangles in mm². */
    public double area() {
        double sum = 0;
        for (int t = 0; t < triangles(); t++) {
            sum += area(t);
        }
        return sum;
    }

    /** Enclosed volume in mm³; it means nothing where the mesh is open. */
    public double volume() {
        double sum = 0;
        Vec origin = vertices() == 0 ? Vec.ZERO : point(0);
        for (int t = 0; t < triangles(); t++) {
            sum += point(corners[3 * t]).minus(origin).dot(twice(t));
        }
        return sum / 6;
    }

    /** Share of the mesh's area at each vertex: a third of each of its triangles, in mm². */
    public double[] vertexAreas() {
        double[] out = new double[vertices()];
        for (int t = 0; t < triangles(); t++) {
            double third = area(t) / 3;
            for (int k = 0; k < 3; k++) {
                out[corners[3 * t + k]] += third;
            }
        }
        return out;
    }

    /** Unit normal at each vertex, x, y, z, the mean of its triangles' by area; zero where a vertex has none. */
    public float[] normals() {
        double[] sum = new double[points.length];
        for (int t = 0; t < triangles(); t++) {
            Vec n = twice(t);
            for (int k = 0; k < 3; k++) {
                int at = 3 * corners[3 * t + k];
                sum[at] += n.x();
                sum[at + 1] += n.y();
                sum[at + 2] += n.z();
            }
        }
        float[] out = new float[points.length];
        for (int i = 0; i < sum.length; i += 3) {
            double norm = Math.sqrt(sum[i] * sum[i] + sum[i + 1] * sum[i + 1] + sum[i + 2] * sum[i + 2]);
            for (int k = 0; k < 3 && norm > 0; k++) {
                out[i + k] = (float) (sum[i + k] / norm);
            }
        }
        return out;
    }

    @Override
    public String toString() {
        return "mesh of " + vertices() + " vertices and " + triangles() + " triangles";
    }
}
