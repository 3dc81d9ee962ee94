package condyle.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GeometryTest {
    private static final Geometry DESS = Geometry.of(new Size(160, 384, 384), new Vec(0.7, 0.36, 0.36));

    @Test
    void inverseUndoesTheMap() {
        Affine a = Affine.of(0, 0.7, 0.1, -3, 0.4, 0, 0, 5, 0.02, 0.1, -0.4, 7);
        Vec p = a.inverse().apply(a.apply(3, 5, 7));
        assertThat(p.minus(new Vec(3, 5, 7)).norm()).isCloseTo(0, within(1e-9));
    }

    @Test
    void coarserGridKeepsTheFieldOfView() {
        Geometry coarse = DESS.withSpacing(Vec.of(2));
        assertThat(coarse.size()).isEqualTo(new Size(56, 69, 69));
        assertThat(coarse.extent().minus(DESS.extent()).norm()).isCloseTo(0, within(1e-9));
        assertThat(coarse.center().minus(DESS.center()).norm()).isCloseTo(0, within(1e-9));
    }

    @Test
    void differentGridsAreNamedInTheError() {
        Geometry other = Geometry.of(new Size(160, 320, 320), new Vec(0.7, 0.44, 0.44));
        assertThatThrownBy(() -> DESS.requireSameGrid("prediction", "reference", other))
                .hasMessage("prediction and reference lie on different grids: 160×384×384 at 0.70×0.36×0.36 mm and "
                        + "160×320×320 at 0.70×0.44×0.44 mm; resample one with 'condyle convert --like'");
    }

    @Test
    void axesInOnePlaneAreRefused() {
        assertThatThrownBy(() -> new Geometry(new Size(2, 2, 2), Affine.of(1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0)))
                .hasMessageContaining("its axes lie in one plane");
    }

    @Test
    void theAxisAcrossASliceHasOneVoxel() {
        assertThat(new Size(1, 4, 5).across()).isEqualTo(0);
        assertThat(new Size(3, 1, 5).across()).isEqualTo(1);
        assertThat(new Size(1, 4, 1).across()).isEqualTo(2);
        assertThat(new Size(3, 4, 5).across()).isEqualTo(-1);
    }

    @Test
    void aGridOfMoreVoxelsThanAnArrayHoldsIsTold() {
        assertThatThrownBy(() -> new Size(1300, 1300, 1271).length())
                .hasMessage("grid of 1300×1300×1271 voxels, expected at most 2,147,483,639 in all; take fewer or "
                        + "larger voxels");
        assertThat(new Size(1300, 1300, 1270).length()).isEqualTo(2146300000);
        assertThatThrownBy(() -> DESS.withSpacing(Vec.of(1e-12)).size().length())
                .hasMessageStartingWith("grid of 2147483647×2147483647×2147483647 voxels, expected at most");
    }
}
