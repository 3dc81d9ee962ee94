package condyle.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.loss.Grouping;
import condyle.tensor.Scope;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CloudTest {
    private static final Size SIZE = new Size(20, 16, 12);
    private static final Geometry GRID = Geometry.of(SIZE, new Vec(2, 1, 1), new Vec(-7, 3, 11));

    /** Group 1 from x = 10 on; brightness tells the voxel. */
    private static ScannedKnee knee() {
        byte[] groups = new byte[SIZE.length()];
        float[] values = new float[groups.length];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (byte) (i % 20 >= 10 ? 1 : 0);
            values[i] = (float) i / groups.length;
        }
        return new ScannedKnee(Volume.of(GRID, values), groups, Grouping.of(2), "me", 5);
    }

    private static int voxel(Cloud cloud, int point) {
        return Math.round(cloud.brightness(point) * SIZE.length());
    }

    private static Cloud.Settings settings(int kept, double boundary, Size every) {
        return new Cloud.Settings(kept, 64, boundary, 2.5, every, 0);
    }

    @Test
    void halfOfThePointsLieWithinTheBandAboutABoundary() {
        Cloud cloud = Cloud.of(knee(), Frame.Kind.VIEW, settings(400, 0.5, new Size(1, 1, 1)));
        assertThat(cloud.size()).isEqualTo(400);
        assertThat(cloud.anywhere()).isEqualTo(200);
        for (int i = 200; i < 400; i++) {
            // Voxels 9 and 10 touch; the others of the band lie one of 2 mm farther out.
            assertThat(voxel(cloud, i) % 20).isBetween(8, 11);
        }
        for (int i = 0; i < 400; i++) {
            assertThat(cloud.group(i)).isEqualTo(voxel(cloud, i) % 20 >= 10 ? 1 : 0);
        }
    }

    @Test
    void noMoreIsKeptThanAskedForOrThanThereIs() {
        assertThat(Cloud.of(knee(), Frame.Kind.VIEW, settings(1000, 0.25, new Size(1, 1, 1)))
                        .size())
                .isEqualTo(1000);
        Cloud all = Cloud.of(knee(), Frame.Kind.VIEW, settings(1_000_000, 0, new Size(1, 1, 1)));
        assertThat(all.size()).isEqualTo(SIZE.length());
        assertThat(Cloud.BYTES).isEqualTo(3 * Float.BYTES + Float.BYTES + 1);
    }

    @Test
    void sparseSlicesAreAllThatIsSeen() {
        Cloud cloud = Cloud.of(knee(), Frame.Kind.VIEW, settings(100_000, 0.5, new Size(1, 1, 4)));
        assertThat(cloud.anywhere()).isEqualTo(20 * 16 * 3);
        for (int i = 0; i < cloud.size(); i++) {
            assertThat(voxel(cloud, i) / 320 % 4).isZero();
        }
    }

    @Test
    void coordinatesAreSharesOfTheFieldOfView() {
        Cloud cloud = Cloud.of(knee(), Frame.Kind.VIEW, settings(50, 0, new Size(1, 1, 1)));
        try (Scope scope = new Scope()) {
            int[] first = {0, 1};
            float[] at = cloud.points(first, new Cloud.Told(4, 0.25, 0), new SplittableRandom(1))
                    .places()
                    .toFloats();
            int v = voxel(cloud, 1);
            assertThat(at).hasSize(8);
            assertThat(at[4]).isCloseTo(v % 20 / 20f, within(1e-6f));
            assertThat(at[5]).isCloseTo(v / 20 % 16 / 16f, within(1e-6f));
            assertThat(at[6]).isCloseTo(v / 320 / 12f, within(1e-6f));
            assertThat(at[7]).isEqualTo(0.25f);
        }
    }

    @Test
    void inMillimetresAnotherFieldOfViewOfTheSameMiddleAgrees() {
        Geometry wide = Geometry.of(new Size(40, 32, 24), new Vec(2, 1, 1));
        Geometry shifted = Geometry.of(
                SIZE, new Vec(2, 1, 1), wide.center().minus(GRID.center()).plus(new Vec(-7, 3, 11)));
        float[] one = Frame.of(shifted, Frame.Kind.MILLIMETRES).of(shifted, 777, 1);
        float[] other = Frame.of(wide, Frame.Kind.MILLIMETRES).of(shifted, 777, 1);
        assertThat(one).containsExactly(other, within(1e-6f));
        // 160 mm are 1: a step of 2 mm along x.
        float[] two = Frame.of(wide, Frame.Kind.MILLIMETRES).of(wide, 0, 2);
        assertThat(two[3] - two[0]).isCloseTo(2 / 160f, within(1e-6f));
    }

    @Test
    void theDrawFollowsFromTheSeed() {
        Cloud.Settings s = settings(300, 0.5, new Size(1, 1, 1));
        Cloud one = Cloud.of(knee(), Frame.Kind.VIEW, s);
        Cloud two = Cloud.of(knee(), Frame.Kind.VIEW, s);
        for (int i = 0; i < 300; i++) {
            assertThat(voxel(one, i)).isEqualTo(voxel(two, i));
        }
        assertThat(one.draw(s, new SplittableRandom(3))).containsExactly(two.draw(s, new SplittableRandom(3)));
        assertThat(one.draw(new Cloud.Settings(300, 0, 0.5, 2, new Size(1, 1, 1), 0), new SplittableRandom(3)))
                .hasSize(300);
    }
}
