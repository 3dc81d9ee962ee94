package condyle.phantom;

import condyle.image.Geometry;
import java.util.Arrays;

/**
 * Fat and marrow appear displaced along the readout axis: a bright seam on one side of them, a void on the other.
 *
 * @param axis world axis of the displacement, 0–2
 * @param distance mm, with the axis or against it
 */
public record ChemicalShift(int axis, double distance) implements Artefact {
    private static final boolean[] FAT =
            Material.codes(m -> m == Material.FAT || m == Material.FAT_PAD || m.isMarrow());

    @Override
    public void apply(float[] brightness, Materials materials) {
        Geometry grid = materials.geometry();
        byte[] data = materials.data();
        float[] lipid = new float[brightness.length];
        for (int i = 0; i < lipid.length; i++) {
            if (FAT[data[i]]) {
                lipid[i] = brightness[i];
                brightness[i] = 0;
            }
        }
        int along = Lines.axis(grid, axis);
        double by = distance / grid.spacing().along(along) * Lines.sign(grid, along, axis);
        Lines.each(lipid, grid.size(), along, (from, to) -> {
            Arrays.fill(to, 0);
            Lines.addMoved(from, to, by, 1);
        });
        for (int i = 0; i < lipid.length; i++) {
            brightness[i] += lipid[i];
        }
    }
}
