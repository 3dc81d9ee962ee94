package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import org.junit.jupiter.api.Test;

class OutlineTest {
    @Test
    void outlineOfADiskEnclosesItAndStaysWithinHalfAPixelOfIt() {
        boolean[] in = disk(40, 12);
        Path2D path = Outline.of(in, 40, 40);
        for (int j = 0; j < 40; j++) {
            for (int i = 0; i < 40; i++) {
                double r = Math.hypot(i - 19.5, j - 19.5);
                if (Math.abs(r - 12) > 1) {
                    assertThat(path.contains(i + 0.5, j + 0.5)).isEqualTo(in[i + 40 * j]);
                }
            }
        }
        assertThat(path.getBounds2D().getWidth()).isCloseTo(24, within(0.6));
        assertThat(pieces(path)).isEqualTo(1);
    }

    @Test
    void pixelsThatTouchAtACornerHaveTwoOutlines() {
        assertThat(pieces(Outline.of(new boolean[] {true, false, false, true}, 2, 2)))
                .isEqualTo(2);
        assertThat(pieces(Outline.of(new boolean[] {false, true, true, false}, 2, 2)))
                .isEqualTo(2);
    }

    @Test
    void holeHasAnOutlineOfItsOwn() {
        boolean[] in = disk(40, 12);
        in[20 + 40 * 20] = false;
        assertThat(pieces(Outline.of(in, 40, 40))).isEqualTo(2);
    }

    @Test
    void setAtTheBorderIsClosedThere() {
        boolean[] all = {true, true, true, true, true, true};
        Path2D path = Outline.of(all, 3, 2);
        assertThat(path.getBounds2D().getX()).isEqualTo(0);
        assertThat(path.getBounds2D().getMaxX()).isEqualTo(3);
        assertThat(pieces(path)).isEqualTo(1);
    }

    @Test
    void emptySetHasNoOutline() {
        assertThat(pieces(Outline.of(new boolean[12], 4, 3))).isZero();
    }

    private static boolean[] disk(int n, double radius) {
        boolean[] in = new boolean[n * n];
        for (int k = 0; k < in.length; k++) {
            in[k] = Math.hypot(k % n - (n - 1) / 2.0, k / n - (n - 1) / 2.0) < radius;
        }
        return in;
    }

    private static int pieces(Path2D path) {
        int n = 0;
        for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
            n += i.currentSegment(new double[6]) == PathIterator.SEG_MOVETO ? 1 : 0;
        }
        return n;
    }
}
