package condyle.distance;

import condyle.image.Mask;

/**
 * A map φ in [0, 1] that is highest at the boundaries of compartments, to weigh errors there more.
 *
 * <p>Calivà, Iriondo et al., MIDL 2019, arXiv:1908.03679, who do not write the formula out; the linear form is that of
 * Ma's SegLoss, which follows them: for each compartment, inside and outside apart, (max d − d) / max d with d the
 * distance to the nearest voxel centre on the other side.
 *
 * @param fall how φ falls off with the distance d from a compartment's boundary
 * @param length what an exponential or a cut-off falls off over, else it says nothing
 * @param over how the maps of several compartments become one; sum and mean are divided by their largest value
 * @param unit of the length
 */
public record DistancePenalty(Fall fall, double length, Over over, LengthUnit unit) implements SoftLabels {
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

    /** A length in voxels. */
    public DistancePenalty(Fall fall, double length, Over over) {
        this(fall, length, over, LengthUnit.VOXELS);
    }

    @Override
    public int maps(int groups) {
        return 1;
    }

    /** Draws groups above 0; absent ones and one that fills the grid have no boundary and count nothing. */
    @Override
    public float[] draw(int map, Grouped groups) {
        float[] all = new float[groups.of().length];
        for (int group = 1; group < groups.count(); group++) {
            Mask mask = groups.mask(group);
            long count = mask.count();
            if (count > 0 && count < all.length) {
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

    @Override
    public float nothing(int map) {
        return 0;
    }

    @Override
    public SoftLabels inMm(double voxel) {
        // Linear ones have no length: one map serves patches of every spacing.
        double mm = fall == Fall.LINEAR ? 1 : unit.inMm(length, voxel);
        return new DistancePenalty(fall, mm, over, LengthUnit.MM);
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
