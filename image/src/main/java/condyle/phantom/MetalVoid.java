package condyle.phantom;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;

/**
 * A piece of metal: a hole in the image about it, with a bright rim where the signal from inside piles up.
 *
 * @param place where in the field of view, shares of its three axes, 0–1
 * @param radius of the hole, mm
 */
public record MetalVoid(Vec place, double radius) implements Artefact {
    private static final double RIM = 2;
    private static final double PILE = 1.5;

    @Override
    public void apply(float[] brightness, Materials materials) {
        Geometry grid = materials.geometry();
        Size n = grid.size();
        Affine map = grid.toWorld();
        Vec middle = map.apply(place.x() * (n.x() - 1), place.y() * (n.y() - 1), place.z() * (n.z() - 1));
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    double d = map.apply(x, y, z).minus(middle).norm() - radius;
                    if (d < 0) {
                        brightness[i] = 0;
                    } else if (d < 3 * RIM) {
                        brightness[i] *= (float) (1 + PILE * Math.exp(-d * d / (RIM * RIM)));
                    }
                }
            }
        }
    }
}
