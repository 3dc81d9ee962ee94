package condyle.phantom;

import condyle.image.Size;

/**
 * One faint copy of the image, displaced along the phase axis and coming in again at the other end.
 *
 * @param axis world axis of the displacement, 0–2
 * @param shift displacement, share of the field of view
 * @param strength brightness of the copy, share of the image's
 */
public record Ghost(int axis, double shift, double strength) implements Artefact {
    @Override
    public void apply(float[] brightness, Materials materials) {
        Size n = materials.geometry().size();
        int along = Lines.axis(materials.geometry(), axis);
        int by = (int) Math.round(shift * n.along(along));
        Lines.each(brightness, n, along, (from, to) -> {
            for (int i = 0; i < from.length; i++) {
                to[i] = from[i] + (float) strength * from[Math.floorMod(i - by, from.length)];
            }
        });
    }
}
