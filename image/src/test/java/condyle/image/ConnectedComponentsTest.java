package condyle.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectedComponentsTest {
    private static Mask mask(Size n, int[]... voxels) {
        boolean[] in = new boolean[n.length()];
        for (int[] v : voxels) {
            in[n.index(v[0], v[1], v[2])] = true;
        }
        return Mask.of(Geometry.of(n, Vec.of(1)), in);
    }

    @Test
    void cornersJoinWhatFacesDoNot() {
        Mask m = mask(new Size(4, 4, 4), new int[] {0, 0, 0}, new int[] {1, 1, 1}, new int[] {2, 1, 1});
        assertThat(ConnectedComponents.of(m, Connectivity.FACES).count()).isEqualTo(2);
        assertThat(ConnectedComponents.of(m, Connectivity.CORNERS).count()).isEqualTo(1);
    }

    @Test
    void rowsDoNotJoinAroundTheEdge() {
        Mask m = mask(new Size(4, 3, 3), new int[] {3, 0, 0}, new int[] {0, 1, 0}, new int[] {0, 0, 1});
        assertThat(ConnectedComponents.of(m, Connectivity.FACES).count()).isEqualTo(3);
        assertThat(ConnectedComponents.of(m, Connectivity.CORNERS).count()).isEqualTo(2);
    }

    @Test
    void largestIsTheFirstOfEqualsAndEmptyOfEmpty() {
        Mask m = mask(new Size(5, 1, 1), new int[] {0, 0, 0}, new int[] {2, 0, 0}, new int[] {4, 0, 0});
        assertThat(ConnectedComponents.largest(m, Connectivity.FACES).data())
                .containsExactly(true, false, false, false, false);
        Mask none = mask(new Size(5, 1, 1));
        assertThat(ConnectedComponents.largest(none, Connectivity.FACES).isEmpty())
                .isTrue();
        assertThat(ConnectedComponents.of(none, Connectivity.FACES).largest()).isZero();
    }

    @Test
    void borderPiecesAreKnown() {
        Mask m = mask(new Size(5, 5, 5), new int[] {2, 2, 2}, new int[] {4, 2, 2}, new int[] {2, 0, 2});
        ConnectedComponents c = ConnectedComponents.of(m, Connectivity.FACES);
        assertThat(c.atBorder()).containsExactly(false, true, false, true);
        assertThat(c.numbers()[m.size().index(2, 2, 2)]).isEqualTo(2);
    }

    @Test
    void piecesEqualAFloodFill() {
        Random random = new Random(3);
        for (double share : new double[] {0.1, 0.25, 0.35, 0.6}) {
            boolean[] in = new boolean[17 * 13 * 11];
            for (int i = 0; i < in.length; i++) {
                in[i] = random.nextDouble() < share;
            }
            Mask m = Mask.of(Geometry.of(new Size(17, 13, 11), Vec.of(1)), in);
            for (Connectivity c : Connectivity.values()) {
                ConnectedComponents got = ConnectedComponents.of(m, c);
                int[] expected = flood(m, c == Connectivity.FACES ? 1 : 3);
                assertThat(got.numbers()).isEqualTo(expected);
                for (int p = 1; p <= got.count(); p++) {
                    assertThat(got.size(p)).isEqualTo(got.mask(p).count());
                }
            }
        }
    }

    /** Pieces by brute force: neighbours differ by at most {@code reach} in the sum and 1 in each of the coordinates. */
    private static int[] flood(Mask m, int reach) {
        Size n = m.size();
        int[] out = new int[n.length()];
        int[] stack = new int[27 * n.length()];
        int next = 0;
        for (int seed = 0; seed < out.length; seed++) {
            if (!m.data()[seed] || out[seed] != 0) {
                continue;
            }
            next++;
            int top = 0;
            stack[top++] = seed;
            while (top > 0) {
                int i = stack[--top];
                if (out[i] != 0) {
                    continue;
                }
                out[i] = next;
                int x = i % n.x();
                int y = i / n.x() % n.y();
                int z = i / n.x() / n.y();
                for (int d = 0; d < 27; d++) {
                    int dx = d % 3 - 1;
                    int dy = d / 3 % 3 - 1;
                    int dz = d / 9 - 1;
                    if (Math.abs(dx) + Math.abs(dy) + Math.abs(dz) <= reach
                            && n.contains(x + dx, y + dy, z + dz)
                            && m.at(x + dx, y + dy, z + dz)) {
                        stack[top++] = n.index(x + dx, y + dy, z + dz);
                    }
                }
            }
        }
        return out;
    }
}
