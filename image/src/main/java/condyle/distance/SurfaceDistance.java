package condyle.distance;

import condyle.image.Mask;

/**
 * Signed distance of each group but background, divided by a length and not cut off; 0 throughout for a group that is
 * absent or fills the grid.
 *
 * <p>Beyond the knee's grid and outside a patch's field of view it is 0 too: what lies there counts nothing.
 *
 * @param length that counts as one, above 0
 * @param unit of the length
 */
public record SurfaceDistance(double length, LengthUnit unit) implements SoftLabels {
    public SurfaceDistance {
        if (!(length > 0)) {
            throw new IllegalArgumentException("length: " + length + " is out of range, expected above 0");
        }
    }

    @Override
    public int maps(int groups) {
        return groups - 1;
    }

    @Override
    public float[] draw(int map, Grouped groups) {
        Mask set = groups.mask(map + 1);
        long count = set.count();
        if (count == 0 || count == groups.of().length) {
            return new float[groups.of().length];
        }
        float[] field = SignedDistanceField.of(set).data();
        for (int i = 0; i < field.length; i++) {
            field[i] = (float) (field[i] / length);
        }
        return field;
    }

    @Override
    public float nothing(int map) {
        return 0;
    }

    @Override
    public SoftLabels inMm(double voxel) {
        return new SurfaceDistance(unit.inMm(length, voxel), LengthUnit.MM);
    }

    @Override
    public float shown(float drawn, double factor) {
        return (float) (drawn * factor);
    }
}
