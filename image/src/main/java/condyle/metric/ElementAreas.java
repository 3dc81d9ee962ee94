package condyle.metric;

import condyle.image.Vec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Area, in mm², of the surface inside a 2×2×2 block of voxels, for each of the 256 ways to fill it.
 *
 * <p>Bit dx + 2 dy + 4 dz of a code says whether that voxel is in the set. The surface crosses each edge between a voxel
 * inside and one outside at its middle. On each side of the block the crossings are joined around the voxels inside
 * (where two of them lie diagonally, each on its own), which closes rings; a ring is filled by triangles to the mean of
 * its corners. So mirrored or turned blocks have equal areas.
 */
final class ElementAreas {
    /** The block's six sides: its four voxels each, in order around. */
    private static final int[][] SIDES = {
        {0, 2, 6, 4}, {1, 3, 7, 5}, {0, 1, 5, 4}, {2, 3, 7, 6}, {0, 1, 3, 2}, {4, 5, 7, 6}
    };

    private ElementAreas() {}

    static double[] of(Vec spacing) {
        double[] out = new double[256];
        for (int code = 1; code < 255; code++) {
            for (List<Vec> ring : rings(code, spacing)) {
                out[code] += area(ring);
            }
        }
        return out;
    }

    private static List<List<Vec>> rings(int code, Vec spacing) {
        // An edge between voxels a and b is the number a * 8 + b, a below b; each has two neighbours on its ring.
        int[][] next = new int[64][];
        for (int[] side : SIDES) {
            for (int i = 0; i < 4; i++) {
                if (inside(code, side[i]) && !inside(code, side[(i + 3) % 4])) {
                    int j = i;
                    while (inside(code, side[(j + 1) % 4])) {
                        j++;
                    }
                    int enter = edge(side[i], side[(i + 3) % 4]);
                    int leave = edge(side[j % 4], side[(j + 1) % 4]);
                    link(next, enter, leave);
                    link(next, leave, enter);
                }
            }
        }
        List<List<Vec>> rings = new ArrayList<>();
        for (int first = 0; first < next.length; first++) {
            List<Vec> ring = new ArrayList<>();
            int at = first;
            while (next[at] != null) {
                ring.add(middle(at, spacing));
                int[] both = next[at];
                next[at] = null;
                at = next[both[0]] != null ? both[0] : both[1];
            }
            if (!ring.isEmpty()) {
                rings.add(ring);
            }
        }
        return rings;
    }

    private static boolean inside(int code, int voxel) {
        return (code >> voxel & 1) == 1;
    }

    private static int edge(int a, int b) {
        return Math.min(a, b) * 8 + Math.max(a, b);
    }

    private static void link(int[][] next, int from, int to) {
        if (next[from] == null) {
            next[from] = new int[] {to, to};
        } else {
            next[from][1] = to;
        }
    }

    private static Vec middle(int edge, Vec spacing) {
        int a = edge / 8;
        int b = edge % 8;
        return new Vec(
                ((a & 1) + (b & 1)) * 0.5 * spacing.x(),
                ((a >> 1 & 1) + (b >> 1 & 1)) * 0.5 * spacing.y(),
                ((a >> 2) + (b >> 2)) * 0.5 * spacing.z());
    }

    private static double area(List<Vec> ring) {
        Vec sum = ring.stream().reduce(Vec.ZERO, Vec::plus);
        Vec mean = sum.times(1.0 / ring.size());
        double[] parts = new double[ring.size()];
        Arrays.setAll(parts, i -> {
            Vec a = ring.get(i).minus(mean);
            Vec b = ring.get((i + 1) % parts.length).minus(mean);
            return a.cross(b).norm() / 2;
        });
        return Arrays.stream(parts).sum();
    }
}
