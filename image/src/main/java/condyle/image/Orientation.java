package condyle.image;

import java.util.Arrays;

/**
 * Directions in which a grid's axes run, as three letters: {@code RAS} is x to the right, y to the front (anterior), z
 * upwards (superior); the opposites are L, P and I.
 *
 * <p>An oblique grid has the orientation that fits its axes best: the one of the 48 with the largest sum of cosines.
 * Turning a volume to an orientation only permutes and flips axes, so no voxel changes its value or its place.
 */
public final class Orientation {
    private static final String POSITIVE = "RAS";
    private static final String NEGATIVE = "LPI";
    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    /** World's own axes. */
    public static final Orientation RAS = of("RAS");

    /** World axis of each voxel axis. */
    private final int[] axes;
    /** Whether a voxel axis runs to the negative end of its world axis. */
    private final boolean[] negative;

    private Orientation(int[] axes, boolean[] negative) {
        this.axes = axes;
        this.negative = negative;
    }

    /**
     * Reads three letters.
     *
     * @throws IllegalArgumentException unless there is one each of R or L, A or P, S or I
     */
    public static Orientation of(String letters) {
        int[] axes = new int[3];
        boolean[] negative = new boolean[3];
        int seen = 0;
        for (int i = 0; i < 3 && letters.length() == 3; i++) {
            char c = letters.charAt(i);
            negative[i] = NEGATIVE.indexOf(c) >= 0;
            axes[i] = Math.max(POSITIVE.indexOf(c), NEGATIVE.indexOf(c));
            seen |= axes[i] < 0 ? 0 : 1 << axes[i];
        }
        if (seen != 7) {
            throw new IllegalArgumentException(
                    "orientation '" + letters + "': expected one each of R or L, A or P, S or I, such as RAS or PIL");
        }
        return new Orientation(axes, negative);
    }

    /** The orientation that fits the grid's axes best. */
    public static Orientation of(Geometry geometry) {
        Vec[] axes = new Vec[3];
        for (int i = 0; i < 3; i++) {
            axes[i] = geometry.toWorld().column(i).unit();
        }
        int[] best = ORDERS[0];
        double most = -1;
        for (int[] order : ORDERS) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                sum += Math.abs(axes[i].along(order[i]));
            }
            // Rounding must not decide between two that fit equally well.
            if (sum > most + 1e-9) {
                most = sum;
                best = order;
            }
        }
        boolean[] negative = new boolean[3];
        for (int i = 0; i < 3; i++) {
            negative[i] = axes[i].along(best[i]) < 0;
        }
        return new Orientation(best, negative);
    }

    /** Turns a volume so that its axes run in these directions; a copy unless they do already. */
    public Volume turn(Volume volume) {
        Rearrangement r = from(volume.geometry());
        return r.isIdentity() ? volume : Volume.of(turn(volume.geometry()), r.apply(volume.data()));
    }

    /** Turns a label map so that its axes run in these directions; a copy unless they do already. */
    public LabelMap turn(LabelMap map) {
        Rearrangement r = from(map.geometry());
        return r.isIdentity() ? map : LabelMap.of(turn(map.geometry()), r.apply(map.data()), map.labels());
    }

    /** The same voxels in the same places, counted along these directions. */
    public Geometry turn(Geometry geometry) {
        Orientation now = of(geometry);
        Affine m = geometry.toWorld();
        Vec[] columns = new Vec[3];
        int[] size = new int[3];
        Vec origin = m.column(3);
        for (int i = 0; i < 3; i++) {
            int source = now.voxelAxis(axes[i]);
            size[i] = geometry.size().along(source);
            columns[i] = m.column(source);
            if (now.negative[source] != negative[i]) {
                origin = origin.plus(columns[i].times(size[i] - 1));
                columns[i] = columns[i].times(-1);
            }
        }
        return new Geometry(Size.of(size), Affine.of(columns[0], columns[1], columns[2], origin));
    }

    private Rearrangement from(Geometry geometry) {
        Orientation now = of(geometry);
        int[] source = new int[3];
        boolean[] flips = new boolean[3];
        for (int i = 0; i < 3; i++) {
            source[i] = now.voxelAxis(axes[i]);
            flips[i] = now.negative[source[i]] != negative[i];
        }
        return Rearrangement.of(geometry.size(), source, flips);
    }

    /** Voxel axis (0–2) that runs along a world axis (0 left–right, 1 back–front, 2 down–up). */
    public int voxelAxis(int worldAxis) {
        for (int i = 0; i < 3; i++) {
            if (axes[i] == worldAxis) {
                return i;
            }
        }
        throw new IllegalArgumentException("world axis " + worldAxis + ", expected 0, 1 or 2");
    }

    /** Whether a voxel axis runs to the right, the front or upwards. */
    public boolean ascends(int voxelAxis) {
        return !negative[voxelAxis];
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Orientation other && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(axes) * 31 + Arrays.hashCode(negative);
    }

    /** The three letters. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            s.append((negative[i] ? NEGATIVE : POSITIVE).charAt(axes[i]));
        }
        return s.toString();
    }
}
