package condyle.metric;

import condyle.image.Vec;
import condyle.mesh.CubeCases;
import java.util.Arrays;
import java.util.List;

/**
 * Area, in mm², of the surface inside a 2×2×2 block of voxels, for each of the 256 ways to fill it.
 *
 * <p>Bit dx + 2 dy + 4 dz of a code says whether that voxel is in the set. The surface crosses each edge between a voxel
 * inside and one outside at its middle. The crossings close rings by the rule of {@link CubeCases}; a ring is filled by
 * triangles to the mean of its corners. So mirrored or turned blocks have equal areas.
 */
final class ElementAreas {
    private ElementAreas() {}

    static double[] of(Vec spacing) {
        double[] out = new double[256];
        for (int code = 1; code < 255; code++) {
            for (int[] ring : CubeCases.rings(code)) {
                out[code] += area(
                        Arrays.stream(ring).mapToObj(e -> middle(e, spacing)).toList());
            }
        }
        return out;
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
