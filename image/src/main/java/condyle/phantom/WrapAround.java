package condyle.phantom;

import condyle.image.Size;

/**
 * The field of view was smaller than the leg: what lies beyond its ends comes in again at the other one.
 *
 * <p>Differs from a scan: what lies beyond stays to be seen, because the labels there stay.
 *
 * @param axis world axis, 0–2
 * @param field length of the field of view about the middle, share of the grid's, 0.5–1
 * @param strength how much of what lies beyond comes in, 0–1
 */
public record WrapAround(int axis, double field, double strength) implements Artefact {
    @Override
    public void apply(float[] brightness, Materials materials) {
        Size n = materials.geometry().size();
        int along = Lines.axis(materials.geometry(), axis);
        int length = n.along(along);
        int seen = (int) Math.round(field * length);
        int first = (length - seen) / 2;
        Lines.each(brightness, n, along, (from, to) -> {
            System.arraycopy(from, 0, to, 0, length);
            for (int i = 0; i < length; i++) {
                int back = first + Math.floorMod(i - first, seen);
                if (back != i) {
                    to[back] += (float) strength * from[i];
                }
            }
        });
    }
}
