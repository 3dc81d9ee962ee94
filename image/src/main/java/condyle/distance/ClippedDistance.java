package condyle.distance;

import condyle.image.Box;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.Arrays;

/**
 * Signed distance cut off at a limit and divided by it: −1 deep inside, 0 at the surface, 1 far outside.
 *
 * <p>An empty set gives 1 everywhere, a full one −1. A patch that shows the knee larger has larger distances: they are
 * multiplied, so that the map of a scaled patch is that of its voxels (by the mean, where axes are scaled apart).
 *
 * @param limit above 0
 * @param unit of the limit
 * @param first group that has a map: 0 for background too, else 1
 * @param room values reach from −room to room when drawn, for patches that show the knee smaller; at least 1
 */
public record ClippedDistance(double limit, LengthUnit unit, int first, double room) implements SoftLabels {
    public ClippedDistance {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("limit: " + limit + " is out of range, expected above 0");
        }
        if (!(room >= 1)) {
            throw new IllegalArgumentException("room: " + room + " is out of range, expected at least 1");
        }
    }

    /** Values from −1 to 1. */
    public ClippedDistance(double limit, LengthUnit unit, int first) {
        this(limit, unit, first, 1);
    }

    /**
     * Cuts and divides the {@linkplain SignedDistanceField signed distance}.
     *
     * @param limit above 0, in the unit of the mask's geometry: mm, or voxels where the spacing is given as 1
     */
    public static Volume of(Mask set, double limit) {
        return Volume.of(set.geometry(), draw(set, limit, 1));
    }

    @Override
    public int maps(int groups) {
        return groups - first;
    }

    @Override
    public float[] draw(int map, Grouped groups) {
        return draw(groups.mask(map + first), limit, room);
    }

    @Override
    public float nothing(int map) {
        return (float) (map + first == 0 ? -room : room);
    }

    @Override
    public SoftLabels inMm(double voxel) {
        return new ClippedDistance(unit.inMm(limit, voxel), LengthUnit.MM, first, room);
    }

    @Override
    public SoftLabels shownBy(double most) {
        return new ClippedDistance(limit, unit, first, most);
    }

    @Override
    public float shown(float drawn, double factor) {
        return (float) Math.max(-1, Math.min(1, drawn * factor));
    }

    private static float[] draw(Mask set, double limit, double room) {
        float[] all = new float[set.data().length];
        long count = set.count();
        // Many labels are absent from a patch: no need to look for a surface.
        Arrays.fill(all, (float) (count == all.length ? -room : room));
        if (count == 0 || count == all.length) {
            return all;
        }
        // Farther from the set than the limit all is alike: only what is nearer is looked at.
        Box near = near(set, limit * room);
        Volume field = SignedDistanceField.of(set.crop(near));
        Size n = set.size();
        for (int z = near.z0(), i = 0; z < near.z1(); z++) {
            for (int y = near.y0(); y < near.y1(); y++) {
                int at = n.index(near.x0(), y, z);
                for (int x = near.x0(); x < near.x1(); x++) {
                    all[at++] = (float) Math.max(-room, Math.min(room, field.data()[i++] / limit));
                }
            }
        }
        return all;
    }

    private static Box near(Mask set, double reach) {
        Size n = set.size();
        Vec spacing = set.geometry().spacing();
        // A voxel more: the surface lies between two voxels, and one outside must be there to be seen.
        int x = 1 + (int) Math.min(n.x(), Math.ceil(reach / spacing.x()));
        int y = 1 + (int) Math.min(n.y(), Math.ceil(reach / spacing.y()));
        int z = 1 + (int) Math.min(n.z(), Math.ceil(reach / spacing.z()));
        return set.bounds().grow(x, y, z, n);
    }
}
