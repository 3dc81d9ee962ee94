package condyle.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneTest {
    /** A sagittal scan as scanners make it, a few degrees off the world's axes. */
    private static final Geometry TILTED = new Geometry(
            new Size(20, 30, 12),
            Affine.of(
                    new Vec(0.02, 0.4, -0.03),
                    new Vec(0.01, 0.03, 0.4),
                    new Vec(-0.9, 0.04, 0.02),
                    new Vec(30, -20, 10)));

    @Test
    void theSixObliquePlanesAreAsFarApartAsSixCanBe() {
        for (int i = 0; i < 6; i++) {
            assertThat(Plane.SIX.get(i).normal().norm()).isCloseTo(1, within(1e-12));
            for (int j = 0; j < i; j++) {
                double cosine =
                        Math.abs(Plane.SIX.get(i).normal().dot(Plane.SIX.get(j).normal()));
                assertThat(Math.toDegrees(Math.acos(cosine))).isCloseTo(63.4349, within(1e-3));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RAS, 1, 9, 9, sagittal",
        "RAS, 9, 1, 9, coronal",
        "LPI, 9, 9, 1, axial",
        "PIR, 9, 9, 1, sagittal",
        "SRA, 1, 9, 9, axial"
    })
    void thePlaneFollowsFromTheAxesAcrossWhichAWindowHasOneVoxel(String axes, int x, int y, int z, String plane) {
        assertThat(Plane.of(new Size(x, y, z), Orientation.of(axes)))
                .hasValueSatisfying(p -> assertThat(p.name()).isEqualTo(plane));
        assertThat(Plane.of(new Size(4, 4, 4), Orientation.RAS)).isEmpty();
    }

    @Test
    void aPlaneIsFoundInAScanWhateverTheOrderOfItsAxes() {
        Geometry turned = Orientation.RAS.turn(TILTED);
        for (int across = 0; across < 3; across++) {
            Geometry grid = Plane.SAGITTAL.grid(turned, across, Vec.of(0.5));
            Vec normal = grid.toWorld().column(across).unit();
            assertThat(normal.dot(TILTED.toWorld().column(2).unit())).isCloseTo(-1, within(1e-9));
            Geometry same = Plane.SAGITTAL.grid(TILTED, across, Vec.of(0.5));
            assertThat(same.toWorld()
                            .column(across)
                            .minus(grid.toWorld().column(across))
                            .norm())
                    .isLessThan(1e-9);
        }
    }

    @Test
    void slicesOfAPlaneOfAnatomyAreVoxelsOfTheFrame() {
        Geometry frame = Geometry.of(new Size(7, 5, 6), Vec.of(1.2), new Vec(3, 4, 5));
        for (Plane plane : Plane.THREE) {
            for (int across = 0; across < 3; across++) {
                Geometry grid = plane.grid(frame, across, Vec.of(1.2));
                Vec first = frame.toVoxel().apply(grid.toWorld().column(3));
                for (int k = 0; k < 3; k++) {
                    assertThat(first.along(k) % 1).isCloseTo(0, within(1e-9));
                }
                assertThat(grid.size().voxels()).isEqualTo(frame.size().voxels());
            }
        }
    }

    @Test
    void everyPlanesGridCoversTheWholeFrame() {
        Geometry frame = Orientation.RAS.turn(TILTED);
        for (Plane plane : List.of(Plane.CORONAL, Plane.SIX.get(0), Plane.SIX.get(3), Plane.SIX.get(5))) {
            Geometry grid = plane.grid(frame, 2, new Vec(0.5, 0.7, 0.6));
            Affine map = grid.toVoxel().after(frame.toWorld());
            Size n = frame.size();
            for (int corner = 0; corner < 8; corner++) {
                Vec at = map.apply(
                        (corner & 1) * n.x() - 0.5, (corner >> 1 & 1) * n.y() - 0.5, (corner >> 2) * n.z() - 0.5);
                for (int k = 0; k < 3; k++) {
                    assertThat(at.along(k)).isBetween(-0.5 - 1e-5, grid.size().along(k) - 0.5 + 1e-5);
                }
            }
        }
    }

    @Test
    void namesArePlanesOrSeveral() {
        assertThat(Plane.of("coronal")).containsExactly(Plane.CORONAL);
        assertThat(Plane.of("oblique-6")).containsExactly(Plane.SIX.get(5));
        assertThat(Plane.of("three")).isEqualTo(Plane.THREE);
        assertThat(Plane.of("six")).hasSize(6);
        assertThatThrownBy(() -> Plane.of("frontal"))
                .hasMessage(
                        "plane 'frontal' is not known; expected sagittal, coronal, axial, oblique-1 to oblique-6, three, "
                                + "or six");
    }
}
