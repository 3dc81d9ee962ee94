package condyle.measure;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Orientation;
import condyle.image.Resample;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A knee's labels in one frame, so that knees can be compared: x to the lateral side, y to the front, z up, in mm from
 * the first voxel's centre.
 *
 * <p>The axes are the grid's own, each taken for the world axis it runs along most: a scan is planned along the knee, so
 * they follow the anatomy better than the scanner's. Labels are sampled at voxel centres of one spacing. Tibial cartilage
 * is split at the middle of the tibia's head into a medial and a lateral part, whatever the scheme says of it, so that all
 * knees are treated alike. Pieces below 1 % of their tissue are left out as stray.
 */
public final class AlignedKnee {
    private static final double STRAY = 0.01;
    /** Depth below the joint's middle to which the tibia's head is looked at for its middle, mm. */
    private static final double HEAD = 15;

    private static final List<Tissue> TISSUES = LabelSet.CONDYLE.tissues();

    private final LabelMap labels;
    private final Vec joint;
    private final List<String> tissues;

    private AlignedKnee(LabelMap labels, Vec joint, List<String> tissues) {
        this.labels = labels;
        this.joint = joint;
        this.tissues = tissues;
    }

    /**
     * Brings a label map into the frame.
     *
     * @param side of the knee, to know which way lateral is
     * @param spacing of the frame's grid, mm
     * @throws IllegalArgumentException if the side is unknown, or femur, tibia or tibial cartilage are missing
     */
    public static AlignedKnee of(LabelMap map, Side side, double spacing) {
        if (side == Side.UNKNOWN) {
            throw new IllegalArgumentException("aligned knee: the side is unknown, expected left or right");
        }
        Orientation lateral = Orientation.of(side == Side.RIGHT ? "RAS" : "LAS");
        LabelMap turned = Resample.nearest(map, lateral.turn(map.geometry()).withSpacing(Vec.of(spacing)));
        Geometry frame = Geometry.of(turned.size(), turned.geometry().spacing());
        byte[] data = new byte[turned.data().length];
        LabelMap labels = LabelMap.of(frame, data, LabelSet.CONDYLE);
        List<String> known = new ArrayList<>();
        for (String name : names()) {
            BitSet numbers = map.labels().numbers(name).orElse(null);
            if (numbers != null) {
                known.add(name);
                copy(turned.data(), numbers, data, number(name));
                dropStray(labels, name);
            }
        }
        for (String name : List.of(LabelSet.FEMUR, LabelSet.TIBIA, LabelSet.TIBIAL_CARTILAGE)) {
            if (!known.contains(name) || labels.mask(name).isEmpty()) {
                throw new IllegalArgumentException("aligned knee: no " + name + " in the label map (scheme "
                        + map.labels().name() + "), by which knees are compared");
            }
        }
        Vec joint = mean(labels.mask(LabelSet.TIBIAL_CARTILAGE));
        split(labels, joint);
        known.addAll(List.of(LabelSet.MEDIAL_TIBIAL_CARTILAGE, LabelSet.LATERAL_TIBIAL_CARTILAGE));
        return new AlignedKnee(
                labels,
                joint,
                TISSUES.stream().map(Tissue::name).filter(known::contains).toList());
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(TISSUES.stream().map(Tissue::name).toList());
        names.removeAll(List.of(LabelSet.MEDIAL_TIBIAL_CARTILAGE, LabelSet.LATERAL_TIBIAL_CARTILAGE));
        names.add(LabelSet.TIBIAL_CARTILAGE);
        return names;
    }

    /** The number of a tissue; tibial cartilage is medial until it is split. */
    private static int number(String name) {
        return LabelSet.CONDYLE.numbers(name).orElseThrow().nextSetBit(0);
    }

    private static void copy(byte[] from, BitSet numbers, byte[] to, int number) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] != 0 && numbers.get(from[i] & 0xff)) {
                to[i] = (byte) number;
            }
        }
    }

    private static void dropStray(LabelMap map, String tissue) {
        TissuePieces pieces = TissuePieces.of(map, tissue);
        if (pieces != null) {
            boolean[] stray = new boolean[pieces.count() + 1];
            long voxels = map.mask(tissue).count();
            for (int p = 1; p < stray.length; p++) {
                stray[p] = pieces.size(p) < STRAY * voxels;
            }
            pieces.relabel(stray, (byte) 0);
        }
    }

    private static void split(LabelMap map, Vec joint) {
        Size n = map.size();
        double s = map.geometry().spacing().z();
        int tibia = number(LabelSet.TIBIA);
        int medial = number(LabelSet.MEDIAL_TIBIAL_CARTILAGE);
        int lateral = number(LabelSet.LATERAL_TIBIAL_CARTILAGE);
        int low = n.x();
        int high = -1;
        for (int z = Math.max(0, (int) ((joint.z() - HEAD) / s)); z <= joint.z() / s; z++) {
            for (int i = n.index(0, 0, z); i < n.index(0, 0, z + 1); i++) {
                if (map.data()[i] == tibia) {
                    low = Math.min(low, i % n.x());
                    high = Math.max(high, i % n.x());
                }
            }
        }
        for (int i = 0; i < map.data().length; i++) {
            if (map.data()[i] == medial && 2 * (i % n.x()) > low + high) {
                map.data()[i] = (byte) lateral;
            }
        }
    }

    /** Mean position of a set's voxels in the frame, NaN for an empty set. */
    static Vec mean(Mask set) {
        Size n = set.size();
        double[] sum = new double[4];
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (set.data()[i]) {
                        sum[0] += x;
                        sum[1] += y;
                        sum[2] += z;
                        sum[3]++;
                    }
                }
            }
        }
        return set.geometry().toWorld().apply(sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]);
    }

    /** The labels in the frame, numbered as in {@link LabelSet#CONDYLE}. */
    public LabelMap labels() {
        return labels;
    }

    /** Middle of the joint: mean position of the tibial cartilage; its z is the joint line. */
    public Vec joint() {
        return joint;
    }

    /** The tissues that the label map's scheme can tell, tibial cartilage in its two parts. */
    public List<String> tissues() {
        return tissues;
    }

    /** Whether the scheme can tell a tissue. */
    boolean knows(String tissue) {
        return tissues.contains(tissue);
    }

    /** Voxels of a tissue or group within ± {@code reach} mm of the joint line. */
    Mask near(String tissue, double reach) {
        Mask all = labels.mask(tissue);
        Size n = all.size();
        double s = all.geometry().spacing().z();
        for (int z = 0; z < n.z(); z++) {
            if (Math.abs(z * s - joint.z()) > reach) {
                Arrays.fill(all.data(), n.index(0, 0, z), n.index(0, 0, z) + n.x() * n.y(), false);
            }
        }
        return all;
    }
}
