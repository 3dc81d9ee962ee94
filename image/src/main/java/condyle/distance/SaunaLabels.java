package condyle.distance;

import condyle.image.Geometry;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Soft labels that are less certain near the boundary of a set, but as certain in its thin parts as in its thick ones.
 *
 * <p>Nguyen et al., WACV 2025, arXiv:2405.16815 (SAUNA), in 2-D and 3-D. From −1, certainly inside, to 1, certainly
 * outside; the paper and its code have the sign the other way round. With the distances D to the other side and m the
 * largest one inside, the boundary map is b = (D inside − min(D outside, m)) / m, and the thickness map t is D's largest
 * value within a window as wide as m, divided by m. An empty set is 1 everywhere, a full one −1. Differs from the code:
 * the distance is exact, where it is OpenCV's approximation of a 5×5 mask. As a recipe it has a map for each group,
 * background included, and no lengths: the knee itself says how wide its parts are.
 *
 * @param form how boundary and thickness are joined
 */
public record SaunaLabels(Form form) implements SoftLabels {
    /** How boundary b and thickness t become one label c, all positive inside as in the paper. */
    public enum Form {
        /** c = b · t inside, b outside. */
        C,
        /** c = b ± (1 − t) inside and outside, with the thickness of either side: what the published generator of labels
         * writes, though the published training's settings ask for C. */
        H,
        /** As {@link #H}, the thickness outside being that of the set within a window twice as wide; beyond it −1. */
        HH
    }

    private static final float TINY = 1e-6f;

    @Override
    public int maps(int groups) {
        return groups;
    }

    @Override
    public float[] draw(int map, Grouped groups) {
        return of(groups.mask(map), form).data();
    }

    @Override
    public float nothing(int map) {
        return map == 0 ? -1 : 1;
    }

    /** Soft labels of a set. */
    public static Volume of(Mask set, Form form) {
        Geometry g = set.geometry();
        float[] out = new float[g.size().length()];
        long count = set.count();
        if (count == 0 || count == out.length) {
            Arrays.fill(out, count == 0 ? 1 : -1);
            return Volume.of(g, out);
        }
        float[] inside = DistanceTransform.distances(set, false, Target.CENTRES);
        float[] outside = DistanceTransform.distances(set, true, Target.CENTRES);
        float most = 0;
        for (float d : inside) {
            most = Math.max(most, d);
        }
        for (int i = 0; i < outside.length; i++) {
            outside[i] = Math.min(outside[i], most);
        }
        float[] thick = widest(inside, g, most, 1);
        float[] beside = switch (form) {
            case C -> thick;
            case H -> widest(outside, g, most, 1);
            case HH -> widest(inside, g, most, 2);
        };
        for (int i = 0; i < out.length; i++) {
            float b = (inside[i] - outside[i]) / (most + TINY);
            float t = (set.data()[i] ? thick[i] : beside[i]) / (most + TINY);
            out[i] = -Math.max(-1, Math.min(1, certain(b, Math.min(1, t), form)));
        }
        return Volume.of(g, out);
    }

    private static float certain(float b, float t, Form form) {
        if (form == Form.C) {
            return b > 0 ? b * t : b;
        }
        if (t == 0) {
            return form == Form.HH ? -1 : b;
        }
        return b > 0 ? b + (1 - t) : b - (1 - t);
    }

    /** The largest value within a window about each voxel, as wide as {@code most}, rounded up to odd numbers. */
    private static float[] widest(float[] values, Geometry g, float most, int times) {
        Vec spacing = g.spacing();
        float[] out = values;
        for (int axis = 0; axis < 3; axis++) {
            // A millionth keeps a distance of whole voxels from rounding up.
            int voxels = (int) Math.ceil(most / spacing.along(axis) - 1e-6) * times;
            out = largest(out, g.size(), axis, voxels / 2);
        }
        return out;
    }

    /** The largest value within {@code reach} voxels along an axis. */
    private static float[] largest(float[] values, Size n, int axis, int reach) {
        int step = axis == 0 ? 1 : axis == 1 ? n.x() : n.x() * n.y();
        int length = n.along(axis);
        float[] out = new float[values.length];
        IntStream.range(0, values.length / length)
                .parallel()
                .forEach(line ->
                        largest(values, out, new Line(line / step * step * length + line % step, step, length), reach));
        return out;
    }

    /** A row of voxels: its first one, the step to the next, and how many. */
    private record Line(int first, int step, int length) {
        int at(int place) {
            return first + place * step;
        }
    }

    /** Keeps the places that may yet be the largest, in falling order, so that each is looked at twice. */
    private static void largest(float[] values, float[] out, Line line, int reach) {
        int[] kept = new int[line.length];
        int head = 0;
        int tail = 0;
        for (int i = 0; i < line.length + reach; i++) {
            if (i < line.length) {
                while (tail > head && values[line.at(kept[tail - 1])] <= values[line.at(i)]) {
                    tail--;
                }
                kept[tail++] = i;
            }
            int middle = i - reach;
            if (middle >= 0) {
                while (kept[head] < middle - reach) {
                    head++;
                }
                out[line.at(middle)] = values[line.at(kept[head])];
            }
        }
    }
}
