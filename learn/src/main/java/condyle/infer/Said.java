package condyle.infer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What several networks say of one labelled knee, as far as the fit of a fusion depends on it.
 *
 * <p>Where all networks find the same class most probable, so does every weighted sum of theirs: those voxels are only
 * counted. Of the others, the open ones, everything is kept, up to a number, beyond which a random part stands for all.
 * Weights and biases for each class may also change what networks agree on, if they are not sure of it: so the doubtful
 * voxels are kept likewise.
 *
 * @param groupOf group of each class, by which labels coarser than the classes are compared; group 0 holds background
 * @param alone voxels of each network, true group and class that it finds most probable
 * @param agreed voxels that all networks give the same class: of each true group and class
 * @param combinations voxels of each combination of classes, Σ said_m · classes^m: of each true group
 * @param open voxels on whose class the networks differ
 * @param doubtful voxels on which they agree, but not all of them surely
 * @param calm some of those on which all are sure
 */
public record Said(
        byte[] groupOf,
        long[][][] alone,
        long[][] agreed,
        SortedMap<Integer, long[]> combinations,
        Points open,
        Points doubtful,
        Points calm) {
    private static final int MAGIC = 0x73616964;
    private static final int VERSION = 2;
    /** Probabilities are kept as whole numbers of this share. */
    static final float UNIT = 1f / 65535;

    /**
     * Voxels, with all that is said of them.
     *
     * @param truth group of each
     * @param weight how many voxels each stands for
     * @param said probabilities in units of {@link #UNIT}: of a voxel all networks, of a network all classes
     */
    public record Points(byte[] truth, float[] weight, short[] said) {
        /** Number of points. */
        public int count() {
            return truth.length;
        }
    }

    /**
     * What a network says of voxel i, read from a plane of so many voxels, one class after the other.
     *
     * @param to takes the probabilities
     */
    public static void at(short[] plane, int i, int voxels, float[] to) {
        for (int c = 0; c < to.length; c++) {
            to[c] = (plane[c * voxels + i] & 0xffff) * UNIT;
        }
    }

    /** Number of networks. */
    public int members() {
        return alone.length;
    }

    /** Number of classes with background. */
    public int classes() {
        return groupOf.length;
    }

    /** Number of groups with that of background. */
    public int groups() {
        return agreed.length;
    }

    /** Voxels of each group by the labels. */
    public long[] truth() {
        long[] of = new long[groups()];
        for (int g = 0; g < of.length; g++) {
            of[g] = Arrays.stream(alone[0][g]).sum();
        }
        return of;
    }

    /** Writes all of it, in the same bytes each time. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeInt(members());
        out.writeInt(classes());
        out.writeInt(groups());
        out.write(groupOf);
        for (long[][] of : alone) {
            write(out, of);
        }
        write(out, agreed);
        out.writeInt(combinations.size());
        for (var entry : combinations.entrySet()) {
            out.writeInt(entry.getKey());
            write(out, new long[][] {entry.getValue()});
        }
        write(out, open);
        write(out, doubtful);
        write(out, calm);
    }

    private static void write(DataOutputStream out, long[][] table) throws IOException {
        for (long[] row : table) {
            for (long n : row) {
                out.writeLong(n);
            }
        }
    }

    private static void write(DataOutputStream out, Points points) throws IOException {
        out.writeInt(points.count());
        out.write(points.truth);
        for (float w : points.weight) {
            out.writeFloat(w);
        }
        for (short s : points.said) {
            out.writeShort(s);
        }
    }

    /**
     * Reads what was written.
     *
     * @throws IOException if it is something else
     */
    public static Said read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException("not what 'condyle fuse' keeps of a case");
        }
        int members = in.readInt();
        int classes = in.readInt();
        int groups = in.readInt();
        byte[] groupOf = in.readNBytes(classes);
        long[][][] alone = new long[members][][];
        for (int m = 0; m < members; m++) {
            alone[m] = table(in, groups, classes);
        }
        long[][] agreed = table(in, groups, classes);
        SortedMap<Integer, long[]> combinations = new TreeMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            combinations.put(in.readInt(), table(in, 1, groups)[0]);
        }
        int each = members * classes;
        return new Said(groupOf, alone, agreed, combinations, points(in, each), points(in, each), points(in, each));
    }

    private static long[][] table(DataInputStream in, int rows, int columns) throws IOException {
        long[][] table = new long[rows][columns];
        for (long[] row : table) {
            for (int i = 0; i < columns; i++) {
                row[i] = in.readLong();
            }
        }
        return table;
    }

    private static Points points(DataInputStream in, int each) throws IOException {
        int count = in.readInt();
        byte[] truth = in.readNBytes(count);
        float[] weight = new float[count];
        for (int i = 0; i < count; i++) {
            weight[i] = in.readFloat();
        }
        short[] said = new short[count * each];
        for (int i = 0; i < said.length; i++) {
            said[i] = in.readShort();
        }
        return new Points(truth, weight, said);
    }
}
