package condyle.infer;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Keeps all voxels offered, or beyond a number a random part of them, each with the same chance. */
final class Reservoir {
    private final int most;
    private final int each;
    private final SplittableRandom random;
    private byte[] truth = new byte[16];
    private short[] said;
    private int kept;
    private long offered;

    /** @param each numbers kept of a voxel */
    Reservoir(int most, int each, SplittableRandom random) {
        this.most = most;
        this.each = each;
        this.random = random;
        this.said = new short[16 * each];
    }

    /** Offers voxel i of a plane of so many. */
    void offer(byte group, short[][] of, int voxels, int i) {
        offered++;
        int slot = kept;
        if (kept < most) {
            kept++;
            grow();
        } else {
            long drawn = random.nextLong(offered);
            if (drawn >= most) {
                return;
            }
            slot = (int) drawn;
        }
        truth[slot] = group;
        int classes = each / of.length;
        for (int m = 0; m < of.length; m++) {
            for (int c = 0; c < classes; c++) {
                said[slot * each + m * classes + c] = of[m][c * voxels + i];
            }
        }
    }

    private void grow() {
        if (kept > truth.length) {
            truth = Arrays.copyOf(truth, 2 * truth.length);
            said = Arrays.copyOf(said, 2 * said.length);
        }
    }

    /** The voxels of all, each weighing as many as it stands for. */
    static Said.Points points(Reservoir... all) {
        int count = Arrays.stream(all).mapToInt(r -> r.kept).sum();
        byte[] truth = new byte[count];
        float[] weight = new float[count];
        short[] said = new short[count * all[0].each];
        int at = 0;
        for (Reservoir r : all) {
            System.arraycopy(r.truth, 0, truth, at, r.kept);
            System.arraycopy(r.said, 0, said, at * r.each, r.kept * r.each);
            Arrays.fill(weight, at, at + r.kept, (float) ((double) r.offered / Math.max(1, r.kept)));
            at += r.kept;
        }
        return new Said.Points(truth, weight, said);
    }
}
