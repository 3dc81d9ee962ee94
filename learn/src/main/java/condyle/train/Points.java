package condyle.train;

import condyle.config.Check;
import condyle.data.Seeds;
import condyle.distance.ClippedDistance;
import condyle.distance.SoftLabels;
import condyle.net.Network;
import condyle.net.PointNetwork;
import condyle.tensor.Gather;
import condyle.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Points drawn in each patch, at which the loss is taken in place of the patch's voxels.
 *
 * <p>They lie anywhere between voxels, or near a boundary: within {@code reach} of a voxel that has a neighbour of another
 * group. What is true of them is read from the patch: maps linearly, and the group whose distance is lowest where the loss
 * asks for distances to all groups, else that of the nearest voxel.
 *
 * @param count points of a patch
 * @param boundary share of them near boundaries
 * @param reach how near, voxels along each axis
 */
public record Points(int count, double boundary, double reach) {
    public static final Points DEFAULTS = new Points(8192, 0.5, 1.5);

    public Points {
        Check.within("count", count, 1, 10_000_000);
        Check.within("boundary", boundary, 0, 1);
        Check.above("reach", reach, 0);
    }

    /**
     * Checks that a network can be asked for points where a phase wants that.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static void require(Network network, Phase phase) {
        if (phase.points().isPresent() && !(network instanceof PointNetwork)) {
            throw new IllegalArgumentException(
                    "points: the network names voxels alone; expected one that names points (conditioned-implicit, "
                            + "without a second head), or no points");
        }
    }

    /** What a network says of a batch, and what is true of it. */
    record Answer(Tensor outputs, Told told) {
        /** The answer of a phase's kind: at its points, or at all voxels that the network names. */
        static Answer of(Network network, Batches batch, Optional<Points> points, long seed) {
            if (points.isEmpty()) {
                return new Answer(network.heads(batch.inputs(), batch.places()), batch.covered(network));
            }
            PointNetwork asked = (PointNetwork) network;
            Gather.Points drawn = points.get().draw(batch.told().labels(), Seeds.random(seed, 0x90175));
            Tensor outputs = asked.at(asked.maps(batch.inputs(), batch.places()), drawn);
            return new Answer(outputs, truths(batch.told(), drawn));
        }
    }

    /** Draws points in patches whose groups are (N, Z, Y, X). */
    Gather.Points draw(Tensor labels, SplittableRandom random) {
        int[] n = {(int) labels.size(3), (int) labels.size(2), (int) labels.size(1)};
        int images = (int) labels.size(0);
        byte[] groups = labels.toLabels();
        int voxels = n[0] * n[1] * n[2];
        float[] xyz = new float[3 * count * images];
        for (int image = 0; image < images; image++) {
            int[] edge = boundary == 0 ? new int[0] : edge(groups, image * voxels, n);
            for (int i = 0; i < count; i++) {
                boolean near = edge.length > 0 && i < boundary * count;
                int at = near ? edge[random.nextInt(edge.length)] : -1;
                for (int k = 0, rest = at; k < 3; k++, rest /= n[k - 1]) {
                    double place = near
                            ? rest % n[k] + reach * (2 * random.nextDouble() - 1)
                            : n[k] * random.nextDouble() - 0.5;
                    xyz[3 * (image * count + i) + k] = (float) Math.max(-0.5, Math.min(n[k] - 0.5, place));
                }
            }
        }
        return new Gather.Points(xyz, images);
    }

    /** Voxels of an image that have a neighbour of another group ahead of them. */
    private static int[] edge(byte[] groups, int first, int[] n) {
        int[] edge = new int[n[0] * n[1] * n[2]];
        int found = 0;
        int[] step = {1, n[0], n[0] * n[1]};
        for (int i = 0; i < edge.length; i++) {
            boolean differs = i % n[0] + 1 < n[0] && groups[first + i] != groups[first + i + step[0]]
                    || i / n[0] % n[1] + 1 < n[1] && groups[first + i] != groups[first + i + step[1]]
                    || i / step[2] + 1 < n[2] && groups[first + i] != groups[first + i + step[2]];
            if (differs) {
                edge[found++] = i;
            }
        }
        return Arrays.copyOf(edge, found);
    }

    private static Told truths(Told patches, Gather.Points points) {
        int length = points.xyz().length / points.images();
        Tensor[] labels = new Tensor[points.images()];
        List<Map<SoftLabels, Tensor>> maps = new ArrayList<>();
        for (int image = 0; image < labels.length; image++) {
            float[] mine = Arrays.copyOfRange(points.xyz(), image * length, (image + 1) * length);
            Gather.Points here = new Gather.Points(mine, 1);
            Map<SoftLabels, Tensor> read = new LinkedHashMap<>();
            patches.maps().get(image).forEach((recipe, map) -> read.put(recipe, Gather.at(map, here)));
            maps.add(read);
            Tensor own = patches.labels().narrow(0, image, 1);
            labels[image] = read.entrySet().stream()
                    .filter(e -> e.getKey() instanceof ClippedDistance d && d.first() == 0)
                    .findFirst()
                    .map(e -> e.getValue().neg().argmax(1))
                    .orElseGet(() -> nearest(own, mine).to(own.device()));
        }
        return new Told(Tensor.cat(0, labels), patches.groupings(), maps);
    }

    /** Groups of the voxels nearest to points, (1, 1, 1, P). */
    private static Tensor nearest(Tensor labels, float[] xyz) {
        byte[] groups = labels.toLabels();
        byte[] out = new byte[xyz.length / 3];
        for (int i = 0; i < out.length; i++) {
            int at = 0;
            for (int axis = 2; axis >= 0; axis--) {
                int length = (int) labels.size(3 - axis);
                int nearest = Math.max(0, Math.min(length - 1, (int) Math.floor(xyz[3 * i + axis] + 0.5)));
                at = at * length + nearest;
            }
            out[i] = groups[at];
        }
        return Tensor.labels(out, 1, 1, 1, out.length);
    }
}
