package condyle.phantom;

import condyle.image.Geometry;

/**
 * The leg moved once while the scan ran: the image is a mean of two poses.
 *
 * <p>Differs from a scan: the parts are mixed in the image, not line by line in k-space, so that there are no ripples.
 *
 * @param axis world axis of the movement, 0–2
 * @param distance mm
 * @param share how much of the image comes from the second pose, 0–1
 */
public record Motion(int axis, double distance, double share) implements Artefact {
    @Override
    public void apply(float[] brightness, Materials materials) {
        Geometry grid = materials.geometry();
        int along = Lines.axis(grid, axis);
        double by = distance / grid.spacing().along(along) * Lines.sign(grid, along, axis);
        Lines.each(brightness, grid.size(), along, (from, to) -> {
            for (int i = 0; i < from.length; i++) {
                to[i] = (float) (1 - share) * from[i];
            }
            Lines.addMoved(from, to, by, (float) share);
        });
    }
}
