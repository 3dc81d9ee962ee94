package condyle.distance;

import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.KeptSlices;
import condyle.image.LabelMap;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import java.util.List;

/**
 * Labels of slices between two labelled ones: the signed distances in their planes are interpolated, not the labels.
 *
 * <p>Raya and Udupa 1990, doi:10.1109/42.52980. Differs from it: several labels, of which the one with the lowest distance
 * counts where that is below 0; distances are exact. Where a label is in one of the two slices only, the other's distance
 * is taken to be the gap between them, so the label ends within the gap. Slices before the first and after the last
 * labelled one are those.
 */
public final class ShapeInterpolation {
    private ShapeInterpolation() {}

    /**
     * All slices from those kept.
     *
     * @param kept labels on {@link KeptSlices#kept}
     */
    public static LabelMap of(LabelMap kept, KeptSlices slices) {
        slices.kept().requireSameGrid("kept slices", "labels", kept.geometry());
        Geometry full = slices.full();
        byte[] out = new byte[full.size().length()];
        float[][] before = distances(kept, slices, 0);
        for (int k = 0; k < slices.count(); k++) {
            float[][] after = k + 1 < slices.count() ? distances(kept, slices, k + 1) : before;
            for (int s = 0; s < slices.every(); s++) {
                int slice = k * slices.every() + s;
                if (slice < full.size().along(slices.axis())) {
                    float share = k + 1 < slices.count() ? (float) s / slices.every() : 0;
                    write(blend(kept, before, after, share), slices, slice, out);
                }
            }
            before = after;
        }
        return LabelMap.of(full, out, kept.labels());
    }

    /** Signed distances of a kept slice's pixels to each tissue in the slice's plane, mm. */
    private static float[][] distances(LabelMap kept, KeptSlices slices, int slice) {
        LabelMap plane = kept.crop(Box.slice(kept.size(), slices.axis(), slice));
        Vec spacing = slices.full().spacing();
        float gap = (float) (spacing.along(slices.axis()) * slices.every());
        List<Tissue> tissues = kept.labels().tissues();
        float[][] out = new float[tissues.size()][];
        for (int t = 0; t < out.length; t++) {
            byte number = (byte) tissues.get(t).number();
            boolean[] in = new boolean[plane.data().length];
            for (int i = 0; i < in.length; i++) {
                in[i] = plane.data()[i] == number;
            }
            out[t] = SignedDistanceField.of(Mask.of(plane.geometry(), in)).data();
            for (int i = 0; i < in.length; i++) {
                // Neither label nor background need have a surface in a slice.
                out[t][i] = Float.isInfinite(out[t][i]) ? Math.copySign(gap, out[t][i]) : out[t][i];
            }
        }
        return out;
    }

    private static byte[] blend(LabelMap kept, float[][] before, float[][] after, float share) {
        List<Tissue> tissues = kept.labels().tissues();
        byte[] out = new byte[before.length == 0 ? 0 : before[0].length];
        for (int i = 0; i < out.length; i++) {
            float least = 0;
            for (int t = 0; t < before.length; t++) {
                float d = before[t][i] + share * (after[t][i] - before[t][i]);
                if (d < least) {
                    least = d;
                    out[i] = (byte) tissues.get(t).number();
                }
            }
        }
        return out;
    }

    private static void write(byte[] plane, KeptSlices slices, int slice, byte[] out) {
        Size n = slices.full().size();
        Box box = Box.slice(n, slices.axis(), slice);
        for (int i = 0; i < plane.length; i++) {
            out[box.within(n, i)] = plane[i];
        }
    }
}
