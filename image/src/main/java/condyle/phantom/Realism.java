package condyle.phantom;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Orientation;
import condyle.image.Side;
import condyle.image.Vec;
import condyle.measure.AlignedKnee;
import condyle.measure.Comparison;
import condyle.measure.KneeMeasures;
import condyle.measure.Measure;
import java.util.ArrayList;
import java.util.List;

/**
 * How synthetic knees compare with real label maps, measured alike.
 *
 * <p>Each synthetic knee is made in the field of view of one of the real maps, in turn: on a grid of the same extent, at
 * the same spacing as the real map is measured at, with the middle of the joint at the same place in it. So what is cut
 * off is cut off alike. All are made as right knees; left maps are mirrored. Every map counts once, also where several
 * show the same subject.
 */
public final class Realism {
    /** Spacing at which all knees are measured, mm. */
    public static final double SPACING = 0.7;

    private static final double COARSE = 2;

    private final List<Frame> frames = new ArrayList<>();
    private final List<List<Measure>> real = new ArrayList<>();
    private final List<List<Measure>> made = new ArrayList<>();

    /** A field of view and where in it the joint's middle lies. */
    private record Frame(Geometry grid, Vec joint) {}

    /**
     * Adds a real map.
     *
     * @throws IllegalArgumentException if it lacks femur, tibia or tibial cartilage
     */
    public List<Measure> addReal(AlignedKnee knee) {
        frames.add(new Frame(knee.labels().geometry(), knee.joint()));
        real.add(KneeMeasures.of(knee));
        return real.get(real.size() - 1);
    }

    /**
     * The labels of a subject in the field of view of a real map.
     *
     * @param map number of the real map, taken in turn
     */
    public AlignedKnee phantom(long seed, int map) {
        Knee knee = Knee.of(seed, Side.RIGHT);
        Frame frame = frames.get(map % frames.size());
        Geometry coarse = Orientation.RAS.turn(knee.grid(COARSE));
        Vec joint = AlignedKnee.of(knee.materials(coarse).labels(), Side.RIGHT, COARSE)
                .joint()
                .plus(coarse.toWorld().column(3));
        Geometry grid = Geometry.of(frame.grid.size(), frame.grid.spacing(), joint.minus(frame.joint));
        LabelMap labels = knee.materials(grid).labels();
        return AlignedKnee.of(labels, Side.RIGHT, SPACING);
    }

    /** Adds a synthetic knee. */
    public List<Measure> addPhantom(AlignedKnee knee) {
        made.add(KneeMeasures.of(knee));
        return made.get(made.size() - 1);
    }

    /** Number of real maps. */
    public int reals() {
        return real.size();
    }

    /** Number of synthetic knees. */
    public int phantoms() {
        return made.size();
    }

    /** The comparison of each measure that the real maps' scheme can tell. */
    public List<Comparison> compare() {
        List<Comparison> out = new ArrayList<>();
        for (Measure m : real.get(0)) {
            out.add(Comparison.of(m, values(real, m), values(made, m)));
        }
        return out;
    }

    private static double[] values(List<List<Measure>> knees, Measure like) {
        return knees.stream()
                .mapToDouble(k -> k.stream()
                        .filter(m ->
                                m.family().equals(like.family()) && m.name().equals(like.name()))
                        .mapToDouble(Measure::value)
                        .findFirst()
                        .orElse(Double.NaN))
                .toArray();
    }
}
