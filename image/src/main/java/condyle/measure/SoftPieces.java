package condyle.measure;

import condyle.distance.DistanceTransform;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps cartilage and menisci where anatomy has them, in place; {@link CleanUp} says by which rules. */
final class SoftPieces {
    private static final double LEAST_VOLUME = 10;
    private static final double FARTHEST_PIECE = 20;
    /** Pieces below this share of the largest are islands unless they lie close to a larger one. */
    private static final double SMALL = 0.05;
    /** How close that is, mm. */
    private static final double CLOSE = 5;

    /** How far cartilage may be from its bone: the largest distance, in mm, that a rule asks for. */
    static final double FARTHEST = 8;

    private static final double ANY = Double.POSITIVE_INFINITY;

    /** One tissue: the bones it lies at, how far a voxel may be from each, and how near a piece must come, in mm. */
    private record Rule(String tissue, List<String> bones, double farthest, double touch) {}

    private static final List<Rule> RULES = List.of(
            new Rule(LabelSet.FEMORAL_CARTILAGE, List.of(LabelSet.FEMUR), FARTHEST, 1.5),
            new Rule(LabelSet.TIBIAL_CARTILAGE, List.of(LabelSet.TIBIA), FARTHEST, 1.5),
            new Rule(LabelSet.MEDIAL_TIBIAL_CARTILAGE, List.of(LabelSet.TIBIA), FARTHEST, 1.5),
            new Rule(LabelSet.LATERAL_TIBIAL_CARTILAGE, List.of(LabelSet.TIBIA), FARTHEST, 1.5),
            new Rule(LabelSet.PATELLAR_CARTILAGE, List.of(LabelSet.PATELLA), FARTHEST, 1.5),
            new Rule(LabelSet.MEDIAL_MENISCUS, List.of(LabelSet.FEMUR, LabelSet.TIBIA), ANY, 5),
            new Rule(LabelSet.LATERAL_MENISCUS, List.of(LabelSet.FEMUR, LabelSet.TIBIA), ANY, 5));

    private final LabelMap map;
    private final List<Rule> rules;
    private final Map<String, float[]> toBone = new LinkedHashMap<>();

    private SoftPieces(LabelMap map) {
        this.map = map;
        rules = RULES.stream().filter(r -> CleanUp.has(map.labels(), r.tissue)).toList();
        for (Rule r : rules) {
            for (String bone : r.bones) {
                if (CleanUp.has(map.labels(), bone)) {
                    toBone.computeIfAbsent(
                            bone, b -> DistanceTransform.of(map.mask(b)).data());
                }
            }
        }
    }

    /** The tissues of a scheme that have a rule. */
    static List<String> tissues(LabelSet labels) {
        return RULES.stream()
                .map(Rule::tissue)
                .filter(t -> CleanUp.has(labels, t))
                .toList();
    }

    static void clean(LabelMap map) {
        SoftPieces soft = new SoftPieces(map);
        soft.rules.forEach(soft::cut);
        // What one rule changes may concern another: until nothing changes, which a few rounds reach.
        boolean changed = true;
        while (changed) {
            changed = false;
            for (List<String> pair : Compartments.PAIRS) {
                if (CleanUp.has(map.labels(), pair.get(0)) && CleanUp.has(map.labels(), pair.get(1))) {
                    changed |= soft.giveToPartner(pair.get(0), pair.get(1));
                    changed |= soft.giveToPartner(pair.get(1), pair.get(0));
                }
            }
            for (Rule r : soft.rules) {
                changed |= soft.dropPieces(r);
            }
        }
    }

    private List<float[]> distances(Rule rule) {
        List<float[]> out = new ArrayList<>();
        for (String bone : rule.bones) {
            if (toBone.containsKey(bone)) {
                out.add(toBone.get(bone));
            }
        }
        return out;
    }

    private byte number(String tissue) {
        return (byte) map.labels().numbers(tissue).orElseThrow().nextSetBit(0);
    }

    /** Drops the voxels that lie too far from a bone of the rule. */
    private void cut(Rule rule) {
        if (rule.farthest == ANY) {
            // Beyond the cropped map there may be bone.
            return;
        }
        byte number = number(rule.tissue);
        byte[] data = map.data();
        for (float[] d : distances(rule)) {
            for (int i = 0; i < data.length; i++) {
                if (data[i] == number && d[i] > rule.farthest) {
                    data[i] = 0;
                }
            }
        }
    }

    /** Gives the pieces of one tissue that touch the partner's largest, and are not its own largest, to the partner. */
    private boolean giveToPartner(String tissue, String partner) {
        TissuePieces own = TissuePieces.of(map, tissue);
        TissuePieces other = TissuePieces.of(map, partner);
        return own != null && other != null && own.count() > 1 && own.relabel(own.touching(other), number(partner));
    }

    /** Drops the pieces that are too small, touch no bone of theirs, lie too far from the others, or are islands. */
    private boolean dropPieces(Rule rule) {
        TissuePieces pieces = TissuePieces.of(map, rule.tissue);
        if (pieces == null) {
            return false;
        }
        boolean[] dropped = new boolean[pieces.count() + 1];
        for (float[] d : distances(rule)) {
            float[] nearest = pieces.least(d);
            for (int p = 1; p <= pieces.count(); p++) {
                dropped[p] |= nearest[p] > touch(rule);
            }
        }
        for (int p = 1; p <= pieces.count(); p++) {
            dropped[p] |= pieces.size(p) * map.geometry().voxelVolume() < LEAST_VOLUME;
        }
        boolean[] linked = pieces.linked(dropped, FARTHEST_PIECE);
        for (int p = 1; p <= pieces.count(); p++) {
            dropped[p] |= !linked[p];
        }
        dropIslands(pieces, dropped);
        return pieces.relabel(dropped, (byte) 0);
    }

    /** Drops the small pieces that lie close to none of the others. */
    private static void dropIslands(TissuePieces pieces, boolean[] dropped) {
        long most = 0;
        for (int p = 1; p <= pieces.count(); p++) {
            most = dropped[p] ? most : Math.max(most, pieces.size(p));
        }
        boolean[] large = new boolean[dropped.length];
        boolean any = false;
        for (int p = 1; p <= pieces.count(); p++) {
            large[p] = !dropped[p] && pieces.size(p) >= SMALL * most;
            any |= !dropped[p] && !large[p];
        }
        if (any) {
            float[] nearest = pieces.distanceTo(large);
            for (int p = 1; p <= pieces.count(); p++) {
                dropped[p] |= nearest[p] > CLOSE;
            }
        }
    }

    /** A bone counts as touched within the rule's distance, or a voxel's diagonal where voxels are coarse. */
    private double touch(Rule rule) {
        return Math.max(rule.touch, map.geometry().spacing().norm() * (1 + 1e-6));
    }
}
