package condyle.image;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Label scheme: which number means which tissue.
 *
 * <p>Schemes meet by name. A name is a tissue of the scheme or a {@linkplain #GROUPS group}; a group is present where
 * the scheme has it as one label or has all its members. Several numbers may bear one name (a bone lesion counts as
 * its bone). A coarse label is never split by guess. Medial and lateral name anatomy, so a mirrored knee keeps its
 * labels: no pair swaps.
 */
public record LabelSet(String name, List<Tissue> tissues) {
    public static final String FEMUR = "femur";
    public static final String TIBIA = "tibia";
    public static final String PATELLA = "patella";
    public static final String FEMORAL_CARTILAGE = "femoral cartilage";
    public static final String MEDIAL_TIBIAL_CARTILAGE = "medial tibial cartilage";
    public static final String LATERAL_TIBIAL_CARTILAGE = "lateral tibial cartilage";
    public static final String TIBIAL_CARTILAGE = "tibial cartilage";
    public static final String PATELLAR_CARTILAGE = "patellar cartilage";
    public static final String MEDIAL_MENISCUS = "medial meniscus";
    public static final String LATERAL_MENISCUS = "lateral meniscus";
    public static final String MENISCI = "menisci";
    public static final String BONES = "bones";
    public static final String CARTILAGE = "cartilage";
    public static final String CARTILAGE_AND_MENISCI = "cartilage and menisci";

    /** Named sets of tissues, each member a tissue or an earlier group. */
    public static final Map<String, List<String>> GROUPS = groups();

    /** The cartilage, a tissue or a group, that each bone bears. */
    public static final Map<String, String> COATS = coats();

    /** The project's own nine tissues. */
    public static final LabelSet CONDYLE = new LabelSet(
            "condyle",
            List.of(
                    new Tissue(1, FEMUR, 0xE8D3A9),
                    new Tissue(2, TIBIA, 0xC9B27C),
                    new Tissue(3, PATELLA, 0xF4E8CF),
                    new Tissue(4, FEMORAL_CARTILAGE, 0x3BA3E8),
                    new Tissue(5, MEDIAL_TIBIAL_CARTILAGE, 0x57D98A),
                    new Tissue(6, LATERAL_TIBIAL_CARTILAGE, 0x1F9E5A),
                    new Tissue(7, PATELLAR_CARTILAGE, 0xB37BEA),
                    new Tissue(8, MEDIAL_MENISCUS, 0xF2635A),
                    new Tissue(9, LATERAL_MENISCUS, 0xF5A13D)));

    /** Manual OAI labels of zibuq and akoa; bone lesions (7–9) count as their bone. */
    public static final LabelSet ZIB = new LabelSet(
            "zib",
            List.of(
                    new Tissue(1, FEMUR, 0xE8D3A9),
                    new Tissue(2, FEMORAL_CARTILAGE, 0x3BA3E8),
                    new Tissue(3, TIBIA, 0xC9B27C),
                    new Tissue(4, TIBIAL_CARTILAGE, 0x57D98A),
                    new Tissue(5, PATELLA, 0xF4E8CF),
                    new Tissue(6, PATELLAR_CARTILAGE, 0xB37BEA),
                    new Tissue(7, FEMUR, 0xE8D3A9),
                    new Tissue(8, TIBIA, 0xC9B27C),
                    new Tissue(9, PATELLA, 0xF4E8CF)));

    /** The ten-tissue map of pymskt. */
    public static final LabelSet PYMSKT = new LabelSet(
            "pymskt",
            List.of(
                    new Tissue(1, FEMORAL_CARTILAGE, 0x3BA3E8),
                    new Tissue(2, MEDIAL_TIBIAL_CARTILAGE, 0x57D98A),
                    new Tissue(3, LATERAL_TIBIAL_CARTILAGE, 0x1F9E5A),
                    new Tissue(4, PATELLAR_CARTILAGE, 0xB37BEA),
                    new Tissue(5, FEMUR, 0xE8D3A9),
                    new Tissue(6, TIBIA, 0xC9B27C),
                    new Tissue(7, PATELLA, 0xF4E8CF),
                    new Tissue(8, "fibula", 0x9C8F6E),
                    new Tissue(9, LATERAL_MENISCUS, 0xF5A13D),
                    new Tissue(10, MEDIAL_MENISCUS, 0xF2635A)));

    /** The IWOAI 2019 challenge's six tissues, in the order of its files' channels (Desai et al. 2021, arXiv:2004.14003). */
    public static final LabelSet IWOAI = new LabelSet(
            "iwoai",
            List.of(
                    new Tissue(1, FEMORAL_CARTILAGE, 0x3BA3E8),
                    new Tissue(2, MEDIAL_TIBIAL_CARTILAGE, 0x57D98A),
                    new Tissue(3, LATERAL_TIBIAL_CARTILAGE, 0x1F9E5A),
                    new Tissue(4, PATELLAR_CARTILAGE, 0xB37BEA),
                    new Tissue(5, LATERAL_MENISCUS, 0xF5A13D),
                    new Tissue(6, MEDIAL_MENISCUS, 0xF2635A)));

    /** Cartilage and menisci as one label. */
    public static final LabelSet BINARY =
            new LabelSet("binary", List.of(new Tissue(1, CARTILAGE_AND_MENISCI, 0x3BA3E8)));

    /** The schemes known by name. */
    public static final List<LabelSet> ALL = List.of(CONDYLE, ZIB, PYMSKT, IWOAI, BINARY);

    public LabelSet {
        tissues = List.copyOf(tissues);
        Set<Integer> seen = new LinkedHashSet<>();
        for (Tissue t : tissues) {
            if (!seen.add(t.number())) {
                throw new IllegalArgumentException("label scheme " + name + ": number " + t.number() + " stands twice");
            }
        }
    }

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> g = new LinkedHashMap<>();
        g.put(TIBIAL_CARTILAGE, List.of(MEDIAL_TIBIAL_CARTILAGE, LATERAL_TIBIAL_CARTILAGE));
        g.put(MENISCI, List.of(MEDIAL_MENISCUS, LATERAL_MENISCUS));
        g.put(BONES, List.of(FEMUR, TIBIA, PATELLA));
        g.put(CARTILAGE, List.of(FEMORAL_CARTILAGE, TIBIAL_CARTILAGE, PATELLAR_CARTILAGE));
        g.put(CARTILAGE_AND_MENISCI, List.of(CARTILAGE, MENISCI));
        return Collections.unmodifiableMap(g);
    }

    private static Map<String, String> coats() {
        Map<String, String> c = new LinkedHashMap<>();
        c.put(FEMUR, FEMORAL_CARTILAGE);
        c.put(TIBIA, TIBIAL_CARTILAGE);
        c.put(PATELLA, PATELLAR_CARTILAGE);
        return Collections.unmodifiableMap(c);
    }

    /** The numbers of a tissue or group, or nothing where this scheme cannot tell it. */
    public Optional<BitSet> numbers(String tissueOrGroup) {
        BitSet numbers = new BitSet();
        for (Tissue t : tissues) {
            if (t.name().equals(tissueOrGroup)) {
                numbers.set(t.number());
            }
        }
        if (!numbers.isEmpty()) {
            return Optional.of(numbers);
        }
        for (String member : GROUPS.getOrDefault(tissueOrGroup, List.of())) {
            Optional<BitSet> part = numbers(member);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            numbers.or(part.get());
        }
        return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers);
    }

    /** All names this scheme can tell: its tissues in order, then the groups. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        tissues.forEach(t -> names.add(t.name()));
        GROUPS.keySet().stream().filter(g -> numbers(g).isPresent()).forEach(names::add);
        return names;
    }

    /** The tissue of a number, or nothing where the scheme does not know it. */
    public Optional<Tissue> tissue(int number) {
        return tissues.stream().filter(t -> t.number() == number).findFirst();
    }

    /** The largest number in use. */
    public int last() {
        return tissues.stream().mapToInt(Tissue::number).max().orElse(0);
    }
}
