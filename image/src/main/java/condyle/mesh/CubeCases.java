package condyle.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Triangles inside a cube of eight values, for each of the 256 ways in which they lie inside or outside.
 *
 * <p>Bit dx + 2 dy + 4 dz of a case says that this corner lies inside. An edge is the number 8 a + b of its corners, a
 * below b. On each face the crossings are joined around the corners inside; where two of them lie diagonally, each on its
 * own. That rule looks at the face alone, so the two cubes at a face agree and the surface is closed. Rings of crossings
 * are cut into triangles by diagonals that lie in no face, so that no two cubes share one.
 */
public final class CubeCases {
    /** The cube's faces: their corners counter-clockwise seen from outside. */
    private static final int[][] FACES = {
        {0, 4, 6, 2}, {1, 3, 7, 5}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 2, 3, 1}, {4, 5, 7, 6}
    };

    /** Edges of the triangles' corners for each case. */
    static final int[][] TRIANGLES = new int[256][];

    static {
        for (int code = 0; code < 256; code++) {
            List<Integer> corners = new ArrayList<>();
            for (int[] ring : rings(code)) {
                if (!cut(ring, corners)) {
                    throw new IllegalStateException("cube case " + code + ": no diagonals inside the cube");
                }
            }
            TRIANGLES[code] = corners.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private CubeCases() {}

    /** The closed rings of crossings of a case, each as its edges in order. */
    public static List<int[]> rings(int code) {
        int[] next = new int[64];
        Arrays.fill(next, -1);
        for (int[] face : FACES) {
            for (int i = 0; i < 4; i++) {
                if (inside(code, face[i]) && !inside(code, face[(i + 3) % 4])) {
                    int j = i;
                    while (inside(code, face[(j + 1) % 4])) {
                        j++;
                    }
                    next[edge(face[i], face[(i + 3) % 4])] = edge(face[j % 4], face[(j + 1) % 4]);
                }
            }
        }
        List<int[]> rings = new ArrayList<>();
        for (int first = 0; first < next.length; first++) {
            List<Integer> ring = new ArrayList<>();
            for (int at = first; next[at] >= 0; ) {
                ring.add(at);
                int to = next[at];
                next[at] = -1;
                at = to;
            }
            if (!ring.isEmpty()) {
                rings.add(ring.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        return rings;
    }

    private static boolean inside(int code, int corner) {
        return (code >> corner & 1) == 1;
    }

    private static int edge(int a, int b) {
        return Math.min(a, b) * 8 + Math.max(a, b);
    }

    /** Adds the triangles of a ring; false, and nothing added, where each cut would need a diagonal in a face. */
    private static boolean cut(int[] ring, List<Integer> corners) {
        int n = ring.length;
        if (n < 3) {
            return true;
        }
        // The triangle on the ring's last side has its third corner somewhere on the ring.
        for (int k = 1; k < n - 1; k++) {
            boolean free = (k == 1 || !inOneFace(ring[0], ring[k])) && (k == n - 2 || !inOneFace(ring[k], ring[n - 1]));
            int before = corners.size();
            if (free
                    && cut(Arrays.copyOfRange(ring, 0, k + 1), corners)
                    && cut(Arrays.copyOfRange(ring, k, n), corners)) {
                corners.addAll(List.of(ring[0], ring[k], ring[n - 1]));
                return true;
            }
            corners.subList(before, corners.size()).clear();
        }
        return false;
    }

    private static boolean inOneFace(int edge, int other) {
        for (int bit = 1; bit < 8; bit <<= 1) {
            int a = edge / 8 & bit;
            if (a == (edge % 8 & bit) && a == (other / 8 & bit) && a == (other % 8 & bit)) {
                return true;
            }
        }
        return false;
    }
}
