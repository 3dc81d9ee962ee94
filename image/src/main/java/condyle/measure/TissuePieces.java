package condyle.measure;

import condyle.distance.DistanceTransform;
import condyle.image.Box;
import condyle.image.ConnectedComponents;
import condyle.image.Connectivity;
import condyle.image.LabelMap;
import condyle.image.Mask;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The pieces of one tissue of a label map: voxels that share a corner are one. They are found inside the tissue's box and
 * numbered from 1; arrays of one entry a piece have an entry 0 that is no piece's.
 */
record TissuePieces(LabelMap map, Box box, ConnectedComponents found) {
    /** The pieces of a tissue, null where the map has none of it. */
    static TissuePieces of(LabelMap map, String tissue) {
        Mask mask = map.mask(tissue);
        Box box = mask.bounds();
        return box == null
                ? null
                : new TissuePieces(map, box, ConnectedComponents.of(mask.crop(box), Connectivity.CORNERS));
    }

    int count() {
        return found.count();
    }

    long size(int piece) {
        return found.size(piece);
    }

    /** Smallest of a field's values over the map, such as a distance, in each piece. */
    float[] least(float[] field) {
        float[] out = new float[count() + 1];
        Arrays.fill(out, Float.POSITIVE_INFINITY);
        int[] numbers = found.numbers();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                out[numbers[i]] = Math.min(out[numbers[i]], field[box.within(map.size(), i)]);
            }
        }
        return out;
    }

    /** Distance in mm of each piece from the nearest of the chosen ones. */
    float[] distanceTo(boolean[] chosen) {
        float[] distance = DistanceTransform.of(found.mask(chosen)).data();
        float[] out = new float[count() + 1];
        Arrays.fill(out, Float.POSITIVE_INFINITY);
        int[] numbers = found.numbers();
        for (int i = 0; i < numbers.length; i++) {
            out[numbers[i]] = Math.min(out[numbers[i]], distance[i]);
        }
        return out;
    }

    /** Which pieces, the largest apart, share a face with another tissue's largest. */
    boolean[] touching(TissuePieces other) {
        boolean[] out = new boolean[count() + 1];
        boolean[] largest = other.found.mask(other.found.largest()).data();
        int[] numbers = found.numbers();
        Size n = box.size();
        Size m = other.box.size();
        for (int z = 0, i = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++, i++) {
                    if (numbers[i] != 0 && numbers[i] != found.largest()) {
                        int px = box.x0() + x - other.box.x0();
                        int py = box.y0() + y - other.box.y0();
                        int pz = box.z0() + z - other.box.z0();
                        out[numbers[i]] |= at(largest, m, px - 1, py, pz)
                                || at(largest, m, px + 1, py, pz)
                                || at(largest, m, px, py - 1, pz)
                                || at(largest, m, px, py + 1, pz)
                                || at(largest, m, px, py, pz - 1)
                                || at(largest, m, px, py, pz + 1);
                    }
                }
            }
        }
        return out;
    }

    private static boolean at(boolean[] in, Size n, int x, int y, int z) {
        return n.contains(x, y, z) && in[n.index(x, y, z)];
    }

    /** Which pieces a chain of pieces not dropped links to the largest of these, from box to box by {@code reach} mm at most. */
    boolean[] linked(boolean[] dropped, double reach) {
        int main = 0;
        for (int p = 1; p <= count(); p++) {
            if (!dropped[p] && (main == 0 || size(p) > size(main))) {
                main = p;
            }
        }
        Box[] boxes = found.boxes();
        boolean[] linked = new boolean[dropped.length];
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = main; at != 0; at = open.isEmpty() ? 0 : open.pop()) {
            linked[at] = true;
            for (int p = 1; p <= count(); p++) {
                if (!dropped[p] && !linked[p] && gap(boxes[p], boxes[at]) <= reach) {
                    linked[p] = true;
                    open.push(p);
                }
            }
        }
        return linked;
    }

    /** Distance between two boxes in mm; 0 where they overlap. */
    private double gap(Box a, Box b) {
        Vec s = map.geometry().spacing();
        double x = s.x() * Math.max(0, Math.max(a.x0() - b.x1(), b.x0() - a.x1()));
        double y = s.y() * Math.max(0, Math.max(a.y0() - b.y1(), b.y0() - a.y1()));
        double z = s.z() * Math.max(0, Math.max(a.z0() - b.z1(), b.z0() - a.z1()));
        return new Vec(x, y, z).norm();
    }

    /** Gives the chosen pieces a new number in the map; whether there was one. */
    boolean relabel(boolean[] chosen, byte number) {
        boolean any = false;
        for (boolean c : chosen) {
            any |= c;
        }
        if (any) {
            boolean[] in = found.mask(chosen).data();
            for (int i = 0; i < in.length; i++) {
                if (in[i]) {
                    map.data()[box.within(map.size(), i)] = number;
                }
            }
        }
        return any;
    }
}
