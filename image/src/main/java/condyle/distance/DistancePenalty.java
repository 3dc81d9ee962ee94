package condyle.distance;

import condyle.image.Geometry;
import condyle.image.Mask;

/**
 * A map φ in [0, 1] that is highest at the boundaries of compartments, to weigh errors there more.
 *
 * <p>Calivà, Iriondo et al., MIDL 2019, arXiv:1908.03679, who do not write the formula out; the linear form is that of
 * Ma's SegLoss, which follows them: for each compartment, inside and outside apart, (max d − d) / max d with d the
 * distance to the nearest voxel centre on the other side.
 *
 * @param fall how φ falls off with the distance d from a compartment's boundary
 * @param length what an exponential or a cut-off falls off over, in the unit of the geometry; else it says nothing
 * @param over how the maps of several compartments become one; sum and mean are divided by their largest value
 */
public record DistancePenalty(Fall fall, double length, Over over) {
    /** How φ falls off with the distance d. */
    public enum Fall {
        /** (max d − d) / max d: to zero where the distance is largest. */
        LINEAR,
        /** exp(−d / length). */
        EXPONENTIAL,
        /** 1 − d / length, and zero beyond. */
        CUT_OFF
    }

    /** How several compartments become one map. */
    public enum Over {
        MAX,
        SUM,
        MEAN
    }

    /** What stands where a file says nothing. */
    public static final DistancePenalty DEFAULTS = new DistancePenalty(Fall.LINEAR, 10, Over.MAX);

    public DistancePenalty {
        if (!(length > 0)) {
            throw new IllegalArgumentException("length: " + length + " is out of range, expected above 0");
        }
    }

    /**
     * The map of labels 1 to {@code count} − 1, x fastest; absent ones and one that fills the grid have no boundary and
     * count nothing.
     */
    public float[] of(Geometry geometry, byte[] labels, int count) {
        float[] all = new float[labels.length];
        for (int label = 1; label < count; label++) {
            boolean[] set = new boolean[labels.length];
            for (int i = 0; i < set.length; i++) {
                set[i] = labels[i] == label;
            }
            Mask mask = Mask.of(geometry, set);
            if (mask.count() > 0 && mask.count() < set.length) {
                add(mask, all);
            }
        }
        float top = 0;
        for (float v : all) {
            top = Math.max(top, v);
        }
        for (int i = 0; over != Over.MAX && top > 0 && i < all.length; i++) {
            all[i] /= top;
        }
        return all;
    }

    private void add(Mask mask, float[] all) {
        side(DistanceTransform.distances(mask, false, Target.CENTRES), all);
        side(DistanceTransform.distances(mask, true, Target.CENTRES), all);
    }

    /** One side's voxels are those with a distance above zero to the other. */
    private void side(float[] distance, float[] all) {
        float top = 0;
        for (float d : distance) {
            top = Math.max(top, d);
        }
        for (int i = 0; i < all.length; i++) {
            if (distance[i] > 0) {
                float value = (float) fallen(distance[i], top);
                all[i] = over == Over.MAX ? Math.max(all[i], value) : all[i] + value;
            }
        }
    }

    private double fallen(double d, double top) {
        return switch (fall) {
            case LINEAR -> (top - d) / top;
            case EXPONENTIAL -> Math.exp(-d / length);
            case CUT_OFF -> Math.max(0, 1 - d / length);
        };
    }
}
