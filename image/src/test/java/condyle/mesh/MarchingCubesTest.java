package condyle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.distance.SignedDistanceField;
import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MarchingCubesTest {
    private static final double R = 9.3;

    /** A grid with unequal spacing, its middle at the world's origin. */
    private static Geometry grid() {
        return Geometry.of(new Size(44, 36, 30), new Vec(0.6, 0.7, 0.9), new Vec(-12.9, -12.25, -13.05));
    }

    interface Shape {
        double at(Vec p);
    }

    private static Volume field(Geometry g, Shape shape) {
        Volume out = Volume.of(g);
        Size n = g.size();
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    out.data()[i] = (float) shape.at(g.toWorld().apply(x, y, z));
                }
            }
        }
        return out;
    }

    /** Edges with the number of triangles on each of their two sides: +1 one way, +1,000 the other. */
    private static Map<Long, Integer> edges(Mesh m) {
        Map<Long, Integer> out = new HashMap<>();
        int[] c = m.corners();
        for (int i = 0; i < c.length; i++) {
            long a = c[i];
            long b = c[i % 3 == 2 ? i - 2 : i + 1];
            out.merge(Math.min(a, b) << 32 | Math.max(a, b), a < b ? 1 : 1000, Integer::sum);
        }
        return out;
    }

    private static int euler(Mesh m) {
        Set<Integer> used = new HashSet<>();
        for (int c : m.corners()) {
            used.add(c);
        }
        assertThat(used).hasSize(m.vertices());
        return m.vertices() - edges(m).size() + m.triangles();
    }

    private static void assertClosed(Mesh m) {
        assertThat(edges(m).values()).allMatch(n -> n == 1001);
    }

    @Test
    void sphereHasItsAreaAndVolume() {
        Mesh m = MarchingCubes.of(field(grid(), p -> p.norm() - R));
        assertClosed(m);
        assertThat(euler(m)).isEqualTo(2);
        assertThat(m.area()).isCloseTo(4 * Math.PI * R * R, within(0.01 * 4 * Math.PI * R * R));
        assertThat(m.volume()).isCloseTo(4 / 3.0 * Math.PI * R * R * R, within(0.01 * 4 / 3.0 * Math.PI * R * R * R));
    }

    @Test
    void normalsOfASpherePointOutwards() {
        Mesh m = MarchingCubes.of(field(grid(), p -> p.norm() - R));
        float[] n = m.normals();
        for (int v = 0; v < m.vertices(); v++) {
            Vec normal = new Vec(n[3 * v], n[3 * v + 1], n[3 * v + 2]);
            assertThat(normal.dot(m.point(v).unit())).isGreaterThan(0.98);
        }
    }

    @Test
    void mirroredGridGivesOutwardNormalsToo() {
        Geometry g = grid();
        Geometry mirrored = new Geometry(
                g.size(),
                Affine.of(new Vec(-0.6, 0, 0), new Vec(0, 0.7, 0), new Vec(0, 0, 0.9), new Vec(12.9, -12.25, -13.05)));
        double v = MarchingCubes.of(field(mirrored, p -> p.norm() - R)).volume();
        assertThat(v).isCloseTo(MarchingCubes.of(field(g, p -> p.norm() - R)).volume(), within(1e-2));
    }

    @Test
    void twoSpheresHaveEulerNumberFourAndATorusNone() {
        Mesh two = MarchingCubes.of(field(
                grid(),
                p -> Math.min(
                                p.minus(new Vec(6, 0, 0)).norm(),
                                p.plus(new Vec(6, 0, 0)).norm())
                        - 4));
        assertClosed(two);
        assertThat(euler(two)).isEqualTo(4);
        Mesh torus = MarchingCubes.of(field(grid(), p -> Math.hypot(Math.hypot(p.x(), p.y()) - 8, p.z()) - 2.5));
        assertClosed(torus);
        assertThat(euler(torus)).isZero();
    }

    @Test
    void anyFieldGivesAClosedSurface() {
        SplittableRandom r = new SplittableRandom(5);
        Volume noise = Volume.of(Geometry.of(new Size(21, 18, 17), Vec.of(1)));
        for (int i = 0; i < noise.data().length; i++) {
            noise.data()[i] = r.nextInt(3) == 0 ? 0 : (float) (r.nextDouble() - 0.5);
        }
        assertClosed(MarchingCubes.of(noise));
    }

    @Test
    void boxCutByTheBorderEndsInAFlatLidAtTheFieldOfViewsEdge() {
        Geometry g = Geometry.of(new Size(20, 20, 20), Vec.of(0.5), new Vec(0.25, 0.25, 0.25));
        Volume slab = field(g, p -> p.x() - 4);
        Mesh closed = MarchingCubes.of(slab);
        assertClosed(closed);
        // The rounded rim of the lids takes a little from 4×10×10 mm.
        assertThat(closed.volume()).isBetween(390.0, 400.0);
        for (int v = 0; v < closed.vertices(); v++) {
            Vec p = closed.point(v);
            assertThat(Math.min(Math.min(p.x(), p.y()), p.z())).isGreaterThan(-1e-4);
            assertThat(Math.max(p.y(), p.z())).isLessThan(10.0001);
        }
        Mesh open = MarchingCubes.open(slab);
        assertThat(open.area()).isCloseTo(9.5 * 9.5, within(1e-3));
    }

    @Test
    void signedDistanceOfABoxGivesItsVolume() {
        boolean[] in = new boolean[20 * 20 * 20];
        Mask box = Mask.of(Geometry.of(new Size(20, 20, 20), Vec.of(1)), in);
        for (int i = 0; i < in.length; i++) {
            in[i] = Math.max(Math.max(Math.abs(i % 20 - 9), Math.abs(i / 20 % 20 - 9)), Math.abs(i / 400 - 9)) <= 5;
        }
        Mesh m = MarchingCubes.of(SignedDistanceField.of(box));
        assertClosed(m);
        // Edges and corners are bevelled by half a voxel.
        assertThat(m.volume()).isBetween(1310.0, 1331.0);
        assertThat(MarchingCubes.of(box).volume()).isCloseTo(m.volume(), within(1e-3));
    }

    @Test
    void nothingInsideGivesAnEmptyMesh() {
        assertThat(MarchingCubes.of(field(grid(), p -> Double.POSITIVE_INFINITY))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void taubinKeepsWhatLaplacianShrinks() {
        Mask ball = Mask.of(grid(), new boolean[grid().size().length()]);
        Volume f = field(grid(), p -> p.norm() - R);
        for (int i = 0; i < f.data().length; i++) {
            ball.data()[i] = f.data()[i] < 0;
        }
        Mesh steps = MarchingCubes.of(ball);
        double area = 4 * Math.PI * R * R;
        assertThat(steps.area()).isGreaterThan(1.05 * area);
        Mesh smooth = Smoothing.taubin(steps, 20);
        assertThat(smooth.area()).isCloseTo(area, within(0.015 * area));
        assertThat(smooth.volume()).isCloseTo(area * R / 3, within(0.01 * area * R / 3));
        assertThat(Smoothing.laplacian(steps, 20).volume()).isLessThan(0.97 * area * R / 3);
    }

    @Test
    void nearestPointIsFoundAsByLookingAtAll() {
        SplittableRandom r = new SplittableRandom(3);
        float[] points = new float[3 * 400];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) (r.nextDouble() * 30);
        }
        PointIndex index = PointIndex.of(points);
        for (int t = 0; t < 200; t++) {
            Vec p = new Vec(r.nextDouble() * 60 - 15, r.nextDouble() * 60 - 15, r.nextDouble() * 60 - 15);
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < points.length; i += 3) {
                least = Math.min(
                        least,
                        p.minus(new Vec(points[i], points[i + 1], points[i + 2]))
                                .norm());
            }
            assertThat(index.distance(p)).isCloseTo(least, within(1e-9));
        }
        assertThat(PointIndex.of(new float[0]).distance(Vec.ZERO)).isInfinite();
    }

    @Test
    void triangleThatNamesNoVertexIsAnError() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Mesh.of(new float[9], new int[] {0, 1, 3}))
                .hasMessage("mesh: a triangle names vertex 3, expected 0 to 2");
    }
}
