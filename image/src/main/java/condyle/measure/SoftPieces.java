package condyle.measure;

import condyle.distance.DistanceTransform;
import condyle.image.Box;
import condyle.image.ConnectedComponents;
import condyle.image.Connectivity;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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

    private static final List<List<String>> PAIRS = List.of(
            List.of(LabelSet.MEDIAL_TIBIAL_CARTILAGE, LabelSet.LATERAL_TIBIAL_CARTILAGE),
            List.of(LabelSet.MEDIAL_MENISCUS, LabelSet.LATERAL_MENISCUS));

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
            for (List<String> pair : PAIRS) {
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

    private Pieces pieces(String tissue) {
        Mask mask = map.mask(tissue);
        Box box = mask.bounds();
        return box == null ? null : new Pieces(box, ConnectedComponents.of(mask.crop(box), Connectivity.CORNERS));
    }

    /** Pieces of one tissue, found inside its box. */
    private record Pieces(Box box, ConnectedComponents found) {}

    /** Gives the pieces of one tissue that touch the partner's largest, and are not its own largest, to the partner. */
    private boolean giveToPartner(String tissue, String partner) {
        Pieces own = pieces(tissue);
        Pieces other = pieces(partner);
        if (own == null || other == null || own.found.count() < 2) {
            return false;
        }
        int[] numbers = own.found.numbers();
        boolean[] given = new boolean[own.found.count() + 1];
        boolean[] largest = other.found.mask(other.found.largest()).data();
        Size n = own.box.size();
        Size m = other.box.size();
        Box o = own.box;
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (numbers[i] != 0 && numbers[i] != own.found.largest()) {
                        int px = o.x0() + x - other.box.x0();
                        int py = o.y0() + y - other.box.y0();
                        int pz = o.z0() + z - other.box.z0();
                        given[numbers[i]] |= touches(largest, m, px, py, pz);
                    }
                }
            }
        }
        return relabel(own, given, number(partner));
    }

    private static boolean touches(boolean[] in, Size n, int x, int y, int z) {
        return at(in, n, x - 1, y, z)
                || at(in, n, x + 1, y, z)
                || at(in, n, x, y - 1, z)
                || at(in, n, x, y + 1, z)
                || at(in, n, x, y, z - 1)
                || at(in, n, x, y, z + 1);
    }

    private static boolean at(boolean[] in, Size n, int x, int y, int z) {
        return n.contains(x, y, z) && in[n.index(x, y, z)];
    }

    /** Drops the pieces that are too small, touch no bone of theirs, lie too far from the others, or are islands. */
    private boolean dropPieces(Rule rule) {
        Pieces pieces = pieces(rule.tissue);
        if (pieces == null) {
            return false;
        }
        ConnectedComponents found = pieces.found;
        boolean[] dropped = new boolean[found.count() + 1];
        for (float[] d : distances(rule)) {
            float[] nearest = nearest(pieces, d);
            for (int p = 1; p <= found.count(); p++) {
                dropped[p] |= nearest[p] > touch(rule);
            }
        }
        for (int p = 1; p <= found.count(); p++) {
            dropped[p] |= found.size(p) * map.geometry().voxelVolume() < LEAST_VOLUME;
        }
        dropFar(found, dropped);
        dropIslands(pieces, dropped);
        return relabel(pieces, dropped, (byte) 0);
    }

    /** Drops the small pieces that lie close to none of the others. */
    private void dropIslands(Pieces pieces, boolean[] dropped) {
        ConnectedComponents found = pieces.found;
        long most = 0;
        for (int p = 1; p <= found.count(); p++) {
            most = dropped[p] ? most : Math.max(most, found.size(p));
        }
        boolean[] large = new boolean[dropped.length];
        boolean any = false;
        for (int p = 1; p <= found.count(); p++) {
            large[p] = !dropped[p] && found.size(p) >= SMALL * most;
            any |= !dropped[p] && !large[p];
        }
        if (any) {
            float[] nearest =
                    nearest(found, DistanceTransform.of(found.mask(large)).data());
            for (int p = 1; p <= found.count(); p++) {
                dropped[p] |= nearest[p] > CLOSE;
            }
        }
    }

    private static float[] nearest(ConnectedComponents found, float[] distance) {
        float[] out = new float[found.count() + 1];
        Arrays.fill(out, Float.POSITIVE_INFINITY);
        int[] numbers = found.numbers();
        for (int i = 0; i < numbers.length; i++) {
            out[numbers[i]] = Math.min(out[numbers[i]], distance[i]);
        }
        return out;
    }

    /** Drops what no chain of pieces links to the largest sound one. */
    private void dropFar(ConnectedComponents found, boolean[] dropped) {
        int main = 0;
        for (int p = 1; p <= found.count(); p++) {
            if (!dropped[p] && (main == 0 || found.size(p) > found.size(main))) {
                main = p;
            }
        }
        Box[] boxes = found.boxes();
        boolean[] linked = new boolean[dropped.length];
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = main; at != 0; at = open.isEmpty() ? 0 : open.pop()) {
            linked[at] = true;
            for (int p = 1; p <= found.count(); p++) {
                if (!dropped[p] && !linked[p] && gap(boxes[p], boxes[at]) <= FARTHEST_PIECE) {
                    linked[p] = true;
                    open.push(p);
                }
            }
        }
        for (int p = 1; p <= found.count(); p++) {
            dropped[p] |= !linked[p];
        }
    }

    /** A bone counts as touched within the rule's distance, or a voxel's diagonal where voxels are coarse. */
    private double touch(Rule rule) {
        return Math.max(rule.touch, map.geometry().spacing().norm() * (1 + 1e-6));
    }

    /** Smallest distance of each piece. */
    private float[] nearest(Pieces pieces, float[] distance) {
        int[] numbers = pieces.found.numbers();
        float[] out = new float[pieces.found.count() + 1];
        Arrays.fill(out, Float.POSITIVE_INFINITY);
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                out[numbers[i]] = Math.min(out[numbers[i]], distance[inMap(pieces.box, i)]);
            }
        }
        return out;
    }

    private int inMap(Box box, int i) {
        Size n = box.size();
        int row = i / n.x();
        return map.size().index(box.x0() + i % n.x(), box.y0() + row % n.y(), box.z0() + row / n.y());
    }

    /** Distance between two boxes in mm; 0 where they overlap. */
    private double gap(Box a, Box b) {
        Vec s = map.geometry().spacing();
        double x = s.x() * Math.max(0, Math.max(a.x0() - b.x1(), b.x0() - a.x1()));
        double y = s.y() * Math.max(0, Math.max(a.y0() - b.y1(), b.y0() - a.y1()));
        double z = s.z() * Math.max(0, Math.max(a.z0() - b.z1(), b.z0() - a.z1()));
        return new Vec(x, y, z).norm();
    }

    /** Gives the chosen pieces a new number; whether there was one. */
    private boolean relabel(Pieces pieces, boolean[] chosen, byte number) {
        boolean any = false;
        for (boolean c : chosen) {
            any |= c;
        }
        if (any) {
            boolean[] in = pieces.found.mask(chosen).data();
            for (int i = 0; i < in.length; i++) {
                if (in[i]) {
                    map.data()[inMap(pieces.box, i)] = number;
                }
            }
        }
        return any;
    }
}
