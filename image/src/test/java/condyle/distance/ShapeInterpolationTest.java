package condyle.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Geometry;
import condyle.image.KeptSlices;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import org.junit.jupiter.api.Test;

class ShapeInterpolationTest {
    private interface Shape {
        int label(int x, int y, int z);
    }

    private static LabelMap map(Size n, Vec spacing, Shape shape) {
        byte[] labels = new byte[n.length()];
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    labels[i] = (byte) shape.label(x, y, z);
                }
            }
        }
        return LabelMap.of(Geometry.of(n, spacing), labels, LabelSet.CONDYLE);
    }

    @Test
    void aConeIsInterpolatedToItself() {
        // The radius grows by one voxel a slice: signed distances are linear between slices.
        LabelMap cone = map(new Size(41, 41, 9), new Vec(1, 1, 2), (x, y, z) -> {
            double r = Math.hypot(x - 20, y - 20);
            return r < 5.5 + z ? 1 : 0;
        });
        KeptSlices slices = KeptSlices.of(cone.geometry(), 2);
        assertThat(slices.axis()).isEqualTo(2);
        LabelMap found = ShapeInterpolation.of(slices.keep(cone), slices);
        int off = 0;
        for (int i = 0; i < cone.data().length; i++) {
            off += found.data()[i] != cone.data()[i] ? 1 : 0;
        }
        // Distances to pixels' boxes, not to the circle: a few pixels of 4 slices.
        assertThat(off).isLessThan(60);
        assertThat(found.data()).hasSize(cone.data().length);
    }

    @Test
    void touchingLabelsKeepTheirBorderInBetween() {
        // The border between labels 1 and 2 moves by 4 voxels from slice to slice of every second.
        LabelMap wedge = map(new Size(3, 24, 5), new Vec(1, 1, 1), (x, y, z) -> y < 8 + 2 * z ? 1 : 2);
        KeptSlices slices = new KeptSlices(wedge.geometry(), 2, 2);
        assertThat(ShapeInterpolation.of(slices.keep(wedge), slices).data()).containsExactly(wedge.data());
    }

    @Test
    void anyAxisWillDoAndKeptSlicesStay() {
        LabelMap wedge = map(new Size(7, 24, 3), new Vec(3, 1, 1), (x, y, z) -> y < 8 + x ? 4 : 0);
        KeptSlices slices = KeptSlices.of(wedge.geometry(), 3);
        assertThat(slices.axis()).isZero();
        assertThat(slices.count()).isEqualTo(3);
        LabelMap found = ShapeInterpolation.of(slices.keep(wedge), slices);
        for (int x = 0; x < 7; x += 3) {
            for (int y = 0; y < 24; y++) {
                assertThat(found.at(x, y, 1)).isEqualTo(wedge.at(x, y, 1));
            }
        }
        assertThat(slices.heldOut(found).data())
                .containsExactly(slices.heldOut(wedge).data());
    }

    @Test
    void aLabelThatEndsBetweenTwoSlicesShrinksAway() {
        LabelMap disc = map(
                new Size(21, 21, 5), new Vec(1, 1, 1), (x, y, z) -> z == 0 && Math.hypot(x - 10, y - 10) < 8 ? 1 : 0);
        KeptSlices slices = new KeptSlices(disc.geometry(), 2, 4);
        LabelMap found = ShapeInterpolation.of(slices.keep(disc), slices);
        long[] each = new long[5];
        for (int i = 0; i < found.data().length; i++) {
            each[i / 441] += found.data()[i];
        }
        assertThat(each[0]).isGreaterThan(each[1]);
        assertThat(each[1]).isGreaterThan(each[2]);
        assertThat(each[2]).isGreaterThan(each[3]);
        assertThat(each[4]).isZero();
    }

    @Test
    void slicesAreKeptWhereTheyWere() {
        Geometry grid = Geometry.of(new Size(4, 3, 9), new Vec(1, 1, 2), new Vec(5, 6, 7));
        float[] values = new float[grid.size().length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 12;
        }
        KeptSlices slices = KeptSlices.of(grid, 3);
        Volume kept = slices.keep(Volume.of(grid, values));
        assertThat(kept.size()).isEqualTo(new Size(4, 3, 3));
        assertThat(kept.at(1, 1, 2)).isEqualTo(6);
        assertThat(kept.geometry().toWorld().apply(0, 0, 2)).isEqualTo(new Vec(5, 6, 19));
        assertThat(slices.isHeldOut(5)).isTrue();
        assertThat(slices.isHeldOut(6)).isFalse();
        assertThat(slices.isHeldOut(7)).as("no kept slice after it").isFalse();
    }

    @Test
    void tooFewSlicesAreRefused() {
        Geometry grid = Geometry.of(new Size(4, 3, 9), new Vec(1, 1, 2));
        assertThatThrownBy(() -> KeptSlices.of(grid, 9))
                .hasMessage("kept slices: every 9. of 9 slices along z; expected 2 to 8");
        assertThatThrownBy(() -> KeptSlices.of(grid, 1)).hasMessageContaining("expected 2 to 8");
    }
}
