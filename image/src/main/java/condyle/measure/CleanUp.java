package condyle.measure;

import condyle.image.Box;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Objects;

/**
 * Takes from a label map what anatomy rules out, and gives stray parts of a medial–lateral pair to the partner.
 *
 * <ol>
 *   <li>Each bone is one piece, the largest, joined by faces; holes inside it are filled, whatever they hold, unless it is
 *       another bone.
 *   <li>Cartilage farther than 8 mm from its bone goes: 1.4 times the farthest voxel centre, 5.6 mm, of ten manual
 *       segmentations.
 *   <li>A piece of medial tibial cartilage that is not the largest and shares a face with the largest lateral one becomes
 *       lateral; likewise the other way round, and with menisci.
 *   <li>A piece goes that is smaller than 10 mm³ (in those segmentations, each cartilage apart from its one or two main
 *       pieces is in specks of 0.6 mm³ at the most), that does not touch its bone (within 1.5 mm or a voxel's diagonal; a
 *       meniscus, which cartilage of up to 5 mm keeps from the bones: within 5 mm of femur and of tibia), or whose box
 *       lies more than 20 mm from those of the tissue's largest piece and of all that stays with it (1.5 times the largest
 *       gap there, 13 mm between the two plateaus), or that is smaller than a twentieth of the largest and farther than 5 mm
 *       from all that are not (no such piece is there). Here voxels that share a corner are one piece, since coarse voxels break
 *       thin layers.
 * </ol>
 *
 * What goes becomes background. Without its bone no cartilage stays; rules that name a bone which the label scheme does
 * not have are passed over. Cleaning a second time changes nothing. The limits are our own choice, made on the
 * ten akoa segmentations named at {@link Plausibility} and no other.
 */
public final class CleanUp {
    private CleanUp() {}

    /** A cleaned copy. */
    public static LabelMap of(LabelMap map) {
        LabelMap out = LabelMap.of(map.geometry(), map.data().clone(), map.labels());
        BonePieces.clean(out);
        Box box = aroundSoftTissue(out);
        if (box != null) {
            LabelMap part = out.crop(box);
            SoftPieces.clean(part);
            paste(part, out, box);
        }
        return out;
    }

    /** The box of cartilage and menisci, with as much around it as the rules look at; null without any. */
    private static Box aroundSoftTissue(LabelMap map) {
        Box box = SoftPieces.tissues(map.labels()).stream()
                .map(name -> map.mask(name).bounds())
                .filter(Objects::nonNull)
                .reduce(Box::union)
                .orElse(null);
        Vec s = map.geometry().spacing();
        double finest = Math.min(s.x(), Math.min(s.y(), s.z()));
        return box == null ? null : box.grow((int) Math.ceil(SoftPieces.FARTHEST / finest), map.size());
    }

    private static void paste(LabelMap part, LabelMap whole, Box box) {
        Size n = part.size();
        for (int z = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                int to = whole.size().index(box.x0(), box.y0() + y, box.z0() + z);
                System.arraycopy(part.data(), n.index(0, y, z), whole.data(), to, n.x());
            }
        }
    }

    /** Whether a name is a tissue of the scheme, not only a group of it. */
    static boolean has(LabelSet labels, String tissue) {
        return labels.tissues().stream().anyMatch(t -> t.name().equals(tissue));
    }
}
