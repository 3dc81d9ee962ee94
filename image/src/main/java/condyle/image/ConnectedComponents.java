package condyle.image;

import java.util.Arrays;

/**
 * Connected pieces of a set of voxels, numbered from 1 in the order of their first voxel (x fastest).
 *
 * <p>The set is cut into runs along x, which a union-find joins to those of the rows beside and below. An empty set
 * has no piece.
 */
public final class ConnectedComponents {
    private final Geometry geometry;
    /** Runs in order: first voxel, end (half-open), piece. */
    private final int[] from;

    private final int[] to;
    private final int[] piece;
    private final long[] sizes;

    private ConnectedComponents(Geometry geometry, Runs runs) {
        this.geometry = geometry;
        this.from = Arrays.copyOf(runs.from, runs.count);
        this.to = Arrays.copyOf(runs.to, runs.count);
        this.piece = runs.number();
        long[] n = new long[runs.count + 1];
        int last = 0;
        for (int r = 0; r < from.length; r++) {
            n[piece[r]] += to[r] - from[r];
            last = Math.max(last, piece[r]);
        }
        this.sizes = Arrays.copyOf(n, last + 1);
    }

    /** Finds the pieces of a set: voxels that touch by what {@code connectivity} says are one. */
    public static ConnectedComponents of(Mask set, Connectivity connectivity) {
        Runs runs = new Runs(set);
        runs.join(connectivity);
        return new ConnectedComponents(set.geometry(), runs);
    }

    /** The largest piece of a set; of two equally large ones the first; empty for an empty set. */
    public static Mask largest(Mask set, Connectivity connectivity) {
        ConnectedComponents c = of(set, connectivity);
        return c.count() == 0 ? set : c.mask(c.largest());
    }

    /** Number of pieces. */
    public int count() {
        return sizes.length - 1;
    }

    /** Number of voxels of a piece, 1 to {@link #count()}. */
    public long size(int number) {
        return sizes[number];
    }

    /** Number of the largest piece, the first of several; 0 where there is none. */
    public int largest() {
        int best = 0;
        for (int c = 1; c < sizes.length; c++) {
            if (best == 0 || sizes[c] > sizes[best]) {
                best = c;
            }
        }
        return best;
    }

    /** The voxels of one piece. */
    public Mask mask(int number) {
        boolean[] chosen = new boolean[sizes.length];
        chosen[number] = true;
        return mask(chosen);
    }

    /** The voxels of the pieces whose entry, 1 to {@link #count()}, is set. */
    public Mask mask(boolean[] chosen) {
        boolean[] out = new boolean[geometry.size().length()];
        for (int r = 0; r < from.length; r++) {
            if (chosen[piece[r]]) {
                Arrays.fill(out, from[r], to[r], true);
            }
        }
        return Mask.of(geometry, out);
    }

    /** Number of the piece at each voxel, x fastest, 0 outside the set. */
    public int[] numbers() {
        int[] out = new int[geometry.size().length()];
        for (int r = 0; r < from.length; r++) {
            Arrays.fill(out, from[r], to[r], piece[r]);
        }
        return out;
    }

    /** The smallest box around each piece, at entries 1 to {@link #count()}. */
    public Box[] boxes() {
        Box[] out = new Box[sizes.length];
        Size n = geometry.size();
        for (int r = 0; r < from.length; r++) {
            int row = from[r] / n.x();
            int x = from[r] % n.x();
            int y = row % n.y();
            int z = row / n.y();
            Box run = new Box(x, y, z, x + to[r] - from[r], y + 1, z + 1);
            out[piece[r]] = out[piece[r]] == null ? run : out[piece[r]].union(run);
        }
        return out;
    }

    /** The pieces with a voxel on the grid's border, as entries 1 to {@link #count()}. */
    public boolean[] atBorder() {
        boolean[] out = new boolean[sizes.length];
        Size n = geometry.size();
        for (int r = 0; r < from.length; r++) {
            int row = from[r] / n.x();
            int y = row % n.y();
            int z = row / n.y();
            boolean ends = from[r] % n.x() == 0 || to[r] % n.x() == 0;
            if (ends || y == 0 || z == 0 || y == n.y() - 1 || z == n.z() - 1) {
                out[piece[r]] = true;
            }
        }
        return out;
    }

    /** Runs of a set along x and the forest that joins them: a root is the first run of its piece. */
    private static final class Runs {
        private final Size size;
        /** First run of each row, one more at the end. */
        private final int[] row;

        private int[] from = new int[1024];
        private int[] to = new int[1024];
        private int[] parent;
        private int count;

        Runs(Mask set) {
            size = set.size();
            row = new int[size.y() * size.z() + 1];
            boolean[] in = set.data();
            int i = 0;
            for (int r = 0; r < row.length - 1; r++) {
                row[r] = count;
                int end = i + size.x();
                while (i < end) {
                    if (!in[i]) {
                        i++;
                        continue;
                    }
                    int first = i;
                    while (i < end && in[i]) {
                        i++;
                    }
                    add(first, i);
                }
            }
            row[row.length - 1] = count;
            parent = new int[count];
            Arrays.setAll(parent, r -> r);
        }

        private void add(int first, int end) {
            if (count == from.length) {
                from = Arrays.copyOf(from, 2 * count);
                to = Arrays.copyOf(to, 2 * count);
            }
            from[count] = first;
            to[count++] = end;
        }

        void join(Connectivity connectivity) {
            boolean corners = connectivity == Connectivity.CORNERS;
            for (int z = 0; z < size.z(); z++) {
                for (int y = 0; y < size.y(); y++) {
                    int here = y + size.y() * z;
                    if (y > 0) {
                        joinRows(here, here - 1, corners ? 1 : 0);
                    }
                    for (int dy = corners ? -1 : 0; z > 0 && dy <= (corners ? 1 : 0); dy++) {
                        if (y + dy >= 0 && y + dy < size.y()) {
                            joinRows(here, here - size.y() + dy, corners ? 1 : 0);
                        }
                    }
                }
            }
        }

        /** Joins the runs of two rows that overlap, or miss each other by less than {@code reach} voxels. */
        private void joinRows(int here, int there, int reach) {
            int a = row[here];
            int b = row[there];
            int shift = (here - there) * size.x();
            while (a < row[here + 1] && b < row[there + 1]) {
                int start = from[b] + shift;
                int end = to[b] + shift;
                if (from[a] < end + reach && start < to[a] + reach) {
                    union(a, b);
                }
                if (to[a] < end) {
                    a++;
                } else {
                    b++;
                }
            }
        }

        private void union(int a, int b) {
            int ra = root(a);
            int rb = root(b);
            parent[Math.max(ra, rb)] = Math.min(ra, rb);
        }

        private int root(int r) {
            while (parent[r] != r) {
                parent[r] = parent[parent[r]];
                r = parent[r];
            }
            return r;
        }

        /** Piece of each run: a root comes before all other runs of its piece. */
        int[] number() {
            int[] out = new int[count];
            int next = 0;
            for (int r = 0; r < count; r++) {
                int root = root(r);
                out[r] = root == r ? ++next : out[root];
            }
            return out;
        }
    }
}
