package condyle.measure;

import condyle.image.Box;
import condyle.image.ConnectedComponents;
import condyle.image.Connectivity;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import java.util.List;

/** Makes each bone one piece without holes, in place. */
final class BonePieces {
    private BonePieces() {}

    static void clean(LabelMap map) {
        List<String> bones = LabelSet.GROUPS.get(LabelSet.BONES).stream()
                .filter(b -> CleanUp.has(map.labels(), b))
                .toList();
        bones.forEach(b -> keepLargest(map, b));
        bones.forEach(b -> fill(map, b, bones));
    }

    private static void keepLargest(LabelMap map, String bone) {
        Mask mask = map.mask(bone);
        boolean[] stays = ConnectedComponents.largest(mask, Connectivity.FACES).data();
        boolean[] in = mask.data();
        byte[] data = map.data();
        for (int i = 0; i < data.length; i++) {
            if (in[i] && !stays[i]) {
                data[i] = 0;
            }
        }
    }

    /** Fills what the bone encloses: pieces of its complement that do not reach the border of the box around it. */
    private static void fill(LabelMap map, String bone, List<String> bones) {
        Mask mask = map.mask(bone);
        if (mask.isEmpty()) {
            return;
        }
        Box box = mask.bounds().grow(1, map.size());
        Mask rest = complement(mask.crop(box));
        ConnectedComponents pieces = ConnectedComponents.of(rest, Connectivity.FACES);
        boolean[] filled = pieces.atBorder();
        boolean any = false;
        for (int p = 1; p < filled.length; p++) {
            filled[p] = !filled[p];
            any |= filled[p];
        }
        if (!any) {
            return;
        }
        int[] numbers = pieces.numbers();
        for (String other : bones) {
            boolean[] in = map.mask(other).crop(box).data();
            for (int i = 0; i < in.length; i++) {
                if (in[i]) {
                    filled[numbers[i]] = false;
                }
            }
        }
        byte label = (byte) map.labels().numbers(bone).orElseThrow().nextSetBit(0);
        for (int i = 0; i < numbers.length; i++) {
            if (filled[numbers[i]]) {
                map.data()[box.within(map.size(), i)] = label;
            }
        }
    }

    private static Mask complement(Mask mask) {
        boolean[] out = new boolean[mask.data().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = !mask.data()[i];
        }
        return Mask.of(mask.geometry(), out);
    }
}
