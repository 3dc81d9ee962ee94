package condyle.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SurfaceDistancesTest {
    private static final Geometry GRID = Geometry.of(new Size(40, 30, 24), new Vec(0.5, 0.8, 1.5));

    private interface Shape {
        boolean holds(int x, int y, int z);
    }

    private static Mask mask(Shape shape) {
        Size n = GRID.size();
        boolean[] in = new boolean[n.length()];
        for (int i = 0; i < in.length; i++) {
            in[i] = shape.holds(i % n.x(), i / n.x() % n.y(), i / n.x() / n.y());
        }
        return Mask.of(GRID, in);
    }

    private static boolean near(double x, double y, double z) {
        return x * x + y * y + z * z <= 1;
    }

    static final Mask NONE = mask((x, y, z) -> false);
    static final Mask FIRST = mask((x, y, z) -> near((x - 18) / 13.0, (y - 14) / 9.0, (z - 11) / 6.0));
    static final Mask SECOND = mask((x, y, z) -> near((x - 20) / 12.0, (y - 15) / 10.0, (z - 12) / 5.0)
            || near((x - 35) / 2.0, (y - 25) / 2.0, (z - 4) / 2.0));

    static Mask block(int shift) {
        return mask((x, y, z) -> x >= 5 + shift && x < 25 + shift && y >= 5 && y < 20 && z >= 4 && z < 16);
    }

    @ParameterizedTest
    @EnumSource
    void surfacesOfTwoCubesShiftedByOneVoxelAreOneSpacingApart(SurfaceDefinition definition) {
        SurfaceDistances d = SurfaceDistances.of(block(1), block(0), definition);
        assertThat(d.hd95()).isCloseTo(0.5, within(1e-6));
        assertThat(d.maximum()).isCloseTo(0.5, within(1e-6));
        assertThat(d.surfaceDice(0.5)).isEqualTo(1);
        assertThat(d.surfaceDice(0.4)).isBetween(0.55, 0.8);
    }

    @Test
    void flatFacesWeighTheirArea() {
        // 20 × 15 × 12 voxels; the edges are cut by one element each, 45° in voxels.
        double faces = 2 * (19 * 0.5 * 14 * 0.8 + 19 * 0.5 * 11 * 1.5 + 14 * 0.8 * 11 * 1.5);
        double edges = 4 * (19 * 0.5 * Math.hypot(0.4, 0.75) + 14 * 0.8 * Math.hypot(0.25, 0.75))
                + 4 * 11 * 1.5 * Math.hypot(0.25, 0.4);
        Vec a = new Vec(-0.25, 0.4, 0);
        Vec b = new Vec(-0.25, 0, 0.75);
        double corners = 8 * a.cross(b).norm() / 2;
        assertThat(SurfaceDistances.of(block(0), NONE).predictionSurface())
                .isCloseTo(faces + edges + corners, within(1e-9));
    }

    @Test
    void everyWayToFillABlockHasTheAreaOfItsMirrorImage() {
        double[] areas = ElementAreas.of(new Vec(0.4, 0.7, 1.1));
        assertThat(areas[0]).isZero();
        assertThat(areas[255]).isZero();
        for (int code = 1; code < 255; code++) {
            int mirrored = (code & 0x55) << 1 | (code & 0xaa) >> 1;
            assertThat(areas[code]).isPositive().isCloseTo(areas[mirrored], within(1e-12));
        }
        assertThat(areas[0x0f]).isCloseTo(0.28, within(1e-12));
    }

    @Test
    void bothEmptyIsNaNAndOneEmptyInfinitelyFar() {
        SurfaceDistances both = SurfaceDistances.of(NONE, NONE);
        assertThat(both.assd()).isNaN();
        assertThat(both.hd95()).isNaN();
        assertThat(both.surfaceDice(1)).isNaN();
        for (SurfaceDistances one :
                new SurfaceDistances[] {SurfaceDistances.of(NONE, FIRST), SurfaceDistances.of(FIRST, NONE)}) {
            assertThat(one.assd()).isInfinite();
            assertThat(one.hd95()).isInfinite();
            assertThat(one.surfaceDice(1)).isZero();
        }
    }

    @Test
    void equalSetsTouchEverywhere() {
        SurfaceDistances d = SurfaceDistances.of(FIRST, FIRST);
        assertThat(d.assd()).isZero();
        assertThat(d.maximum()).isZero();
        assertThat(d.surfaceDice(0)).isEqualTo(1);
    }

    @Test
    void hd95IsTheLargerOfTheTwoDirections() {
        SurfaceDistances there = SurfaceDistances.of(FIRST, SECOND);
        SurfaceDistances back = SurfaceDistances.of(SECOND, FIRST);
        assertThat(there.hd95()).isEqualTo(back.hd95());
        assertThat(there.meanToReference()).isEqualTo(back.meanToPrediction());
        assertThat(there.assd()).isCloseTo(back.assd(), within(1e-12));
    }

    /**
     * Golden, scipy 1.10.1: surface {@code m & ~binary_erosion(m)}, distances by {@code distance_transform_edt(~other,
     * sampling=(1.5, 0.8, 0.5))}, {@code np.percentile(d, 95, method="inverted_cdf")}.
     */
    @Test
    void boundaryVoxelsAgreeWithScipy() {
        SurfaceDistances d = SurfaceDistances.of(FIRST, SECOND, SurfaceDefinition.BOUNDARY_VOXELS);
        assertThat(d.predictionSurface()).isEqualTo(838);
        assertThat(d.assd()).isCloseTo(1.1437442, within(1e-6));
        assertThat(d.hd95()).isCloseTo(3.0, within(1e-6));
        assertThat(d.maximum()).isCloseTo(10.4661359, within(1e-6));
        assertThat(d.surfaceDice(1)).isCloseTo(0.584423305588585, within(1e-9));
    }

    /**
     * Golden, scipy 1.10.1 and skimage 0.19.3: the area of each padded 2×2×2 block by {@code mesh_surface_area} of
     * {@code marching_cubes(block, 0.5)}, distances by {@code distance_transform_edt} between blocks. Its triangles
     * differ from ours where a ring is not flat, hence the tolerances.
     */
    @Test
    void areaElementsAgreeWithMarchingCubes() {
        SurfaceDistances d = SurfaceDistances.of(FIRST, SECOND);
        assertThat(d.predictionSurface()).isCloseTo(786.56, within(16.0));
        assertThat(d.referenceSurface()).isCloseTo(772.98, within(16.0));
        assertThat(d.assd()).isCloseTo(0.961496, within(1e-2));
        assertThat(d.percentile(0.9)).isCloseTo(2.0, within(1e-6));
        // The stray ball is 5 % of the surface, and distances on it spread.
        assertThat(d.hd95()).isCloseTo(6.403, within(0.15));
        assertThat(d.maximum()).isCloseTo(10.466136, within(1e-5));
        assertThat(d.surfaceDice(1)).isCloseTo(0.681500, within(1e-2));
    }
}
