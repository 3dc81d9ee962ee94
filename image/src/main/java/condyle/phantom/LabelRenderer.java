package condyle.phantom;

import condyle.distance.DistanceTransform;
import condyle.distance.SignedDistanceField;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.measure.SideCues;
import condyle.measure.SideEstimate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Turns a label map, real or synthetic, into materials on the map's own grid.
 *
 * <p>Labelled bone gets a dark shell, labelled cartilage and menisci stay what they are. The soft tissue around comes
 * from a synthetic knee drawn from the seed, brought to the map by the place and size of its tibial cartilage. Between
 * femur and tibia lie fluid and, where the map has none, menisci that fit the gap.
 */
public final class LabelRenderer {
    private static final double REACH = 9;
    private static final double COARSE = 2;
    /** Menisci made for a gap are this much lower in it than in their own knee, so that they fill it. */
    private static final double FULL = 0.75;

    /** Gap that menisci fill as far as in their own knee, mm; for each mm more they reach in by a share. */
    private static final double LOW = 2;

    private static final double INWARD = 0.06;

    /** Widest gap, bone to bone, that holds nothing but fluid, mm. */
    private static final double POOL = 6.5;

    private static final boolean[] BONE = Material.codes(Material::isBone);
    /** Cartilages and menisci. */
    private static final boolean[] GRISTLE = Material.codes(m -> m.isCartilage() || m.isMeniscus());

    private final LabelMap map;
    private final Side side;
    private final Materials around;
    private final Menisci menisci;
    private final SplittableRandom random;
    private final byte[] table;
    private final boolean hasMenisci;
    private final double[][] plates = new double[2][];
    private final double height;

    private LabelRenderer(LabelMap map, long seed, Side told) {
        this.map = map;
        random = new SplittableRandom(seed);
        Mask plateau = map.mask(LabelSet.TIBIAL_CARTILAGE);
        Alignment here = Alignment.of(plateau);
        side = told == Side.UNKNOWN ? side() : told;
        Knee knee = Knee.of(seed, side);
        Alignment there =
                Alignment.of(knee.materials(knee.grid(COARSE)).labels().mask(LabelSet.TIBIAL_CARTILAGE));
        Geometry moved =
                new Geometry(map.size(), here.to(there).after(map.geometry().toWorld()));
        around = knee.materials(moved);
        menisci = new Menisci(random.split());
        hasMenisci = map.labels().numbers(LabelSet.MENISCI).isPresent()
                && !map.mask(LabelSet.MENISCI).isEmpty();
        table = table();
        height = here.centre().z();
        plates(plateau, here);
    }

    /** Gives each voxel of the map's grid a material; the same seed gives the same soft tissue. */
    public static Materials materials(LabelMap map, long seed) {
        return materials(map, seed, Side.UNKNOWN);
    }

    /** The same for a knee whose side is known; unknown estimates it from the map. */
    public static Materials materials(LabelMap map, long seed, Side side) {
        return new LabelRenderer(map, seed, side).fill();
    }

    /** As the labels tell; else as the shapes do. */
    private Side side() {
        Side told = SideEstimate.of(map).side();
        return told != Side.UNKNOWN ? told : SideCues.of(map).score() < 0 ? Side.LEFT : Side.RIGHT;
    }

    /** Material of each label; tibial cartilage without a side and bones are refined later. */
    private byte[] table() {
        byte[] t = new byte[256];
        put(t, LabelSet.FEMUR, Material.FEMUR_MARROW);
        put(t, LabelSet.TIBIA, Material.TIBIA_MARROW);
        put(t, LabelSet.PATELLA, Material.PATELLA_MARROW);
        put(t, "fibula", Material.FIBULA_MARROW);
        put(t, LabelSet.FEMORAL_CARTILAGE, Material.FEMORAL_CARTILAGE);
        put(t, LabelSet.PATELLAR_CARTILAGE, Material.PATELLAR_CARTILAGE);
        put(t, LabelSet.TIBIAL_CARTILAGE, Material.MEDIAL_TIBIAL_CARTILAGE);
        put(t, LabelSet.MEDIAL_TIBIAL_CARTILAGE, Material.MEDIAL_TIBIAL_CARTILAGE);
        put(t, LabelSet.LATERAL_TIBIAL_CARTILAGE, Material.LATERAL_TIBIAL_CARTILAGE);
        put(t, LabelSet.MENISCI, Material.MEDIAL_MENISCUS);
        put(t, LabelSet.MEDIAL_MENISCUS, Material.MEDIAL_MENISCUS);
        put(t, LabelSet.LATERAL_MENISCUS, Material.LATERAL_MENISCUS);
        return t;
    }

    private void put(byte[] t, String tissue, Material m) {
        map.labels().numbers(tissue).ifPresent(b -> b.stream().forEach(i -> t[i] = m.code()));
    }

    /** Centre and half-axes of the medial and the lateral plate, in world mm. */
    private void plates(Mask plateau, Alignment all) {
        for (int s = 0; s < 2; s++) {
            boolean right = (side == Side.RIGHT) == (s == 1);
            boolean[] half = plateau.data().clone();
            Size n = plateau.size();
            for (int z = 0, i = 0; z < n.z(); z++) {
                for (int y = 0; y < n.y(); y++) {
                    for (int x = 0; x < n.x(); x++, i++) {
                        half[i] = half[i]
                                && map.geometry().toWorld().apply(x, y, z).x()
                                                > all.centre().x()
                                        == right;
                    }
                }
            }
            Alignment a = Alignment.of(Mask.of(plateau.geometry(), half));
            plates[s] = new double[] {
                a.centre().x(),
                a.centre().y(),
                2 * a.wide(),
                2 * a.deep(),
                all.centre().x()
            };
        }
    }

    private Mask labelled(boolean[] codes) {
        boolean[] in = new boolean[map.data().length];
        for (int i = 0; i < in.length; i++) {
            in[i] = codes[table[map.data()[i] & 0xff]];
        }
        return Mask.of(map.geometry(), in);
    }

    private static boolean[] codes(Material... materials) {
        List<Material> wanted = List.of(materials);
        return Material.codes(wanted::contains);
    }

    private Materials fill() {
        Geometry g = map.geometry();
        Size n = g.size();
        float[] bone = SignedDistanceField.of(labelled(codes(
                        Material.FEMUR_MARROW, Material.TIBIA_MARROW, Material.PATELLA_MARROW, Material.FIBULA_MARROW)))
                .data();
        float[] femur = DistanceTransform.of(labelled(codes(Material.FEMUR_MARROW, Material.FEMORAL_CARTILAGE)))
                .data();
        float[] tibia = DistanceTransform.of(labelled(codes(
                        Material.TIBIA_MARROW, Material.MEDIAL_TIBIAL_CARTILAGE, Material.LATERAL_TIBIAL_CARTILAGE)))
                .data();
        float[] cartilage = DistanceTransform.of(
                        labelled(codes(Material.FEMORAL_CARTILAGE, Material.PATELLAR_CARTILAGE)))
                .data();
        Warp patches = new Warp(random.split(), 9, 0);
        double film = Shapes.uniform(random.split(), -0.9, 0.4);
        byte[] out = new byte[n.length()];
        IntStream.range(0, n.z()).parallel().forEach(z -> {
            double[] noise = new double[4];
            for (int y = 0; y < n.y(); y++) {
                for (int x = 0; x < n.x(); x++) {
                    int i = n.index(x, y, z);
                    Vec p = g.toWorld().apply(x, y, z);
                    Material m = Material.of(table[map.data()[i] & 0xff]);
                    if (m != Material.AIR) {
                        out[i] = solid(m, bone[i], p).code();
                        continue;
                    }
                    m = gap(p, femur[i], tibia[i]);
                    if (m == null && cartilage[i] < 2.5) {
                        patches.add(p.x(), p.y(), p.z(), noise);
                        m = cartilage[i] < film + 0.7 * noise[3] ? Material.FLUID : null;
                    }
                    out[i] = (m == null ? soft(Material.of(around.data()[i]), bone[i]) : m).code();
                }
            }
        });
        return new Materials(g, out, side);
    }

    private Material solid(Material m, float bone, Vec p) {
        boolean shell = bone > -Decision.shell(p.z() - height);
        boolean lateral = (p.x() > plates[0][4]) == (side == Side.RIGHT);
        return switch (m) {
            case FEMUR_MARROW -> shell ? Material.FEMUR_CORTEX : m;
            case TIBIA_MARROW -> shell ? Material.TIBIA_CORTEX : m;
            case PATELLA_MARROW -> shell ? Material.PATELLA_CORTEX : m;
            case FIBULA_MARROW -> shell ? Material.FIBULA_CORTEX : m;
            case MEDIAL_TIBIAL_CARTILAGE, LATERAL_TIBIAL_CARTILAGE ->
                lateral ? Material.LATERAL_TIBIAL_CARTILAGE : Material.MEDIAL_TIBIAL_CARTILAGE;
            default -> m;
        };
    }

    /** What lies between femur and tibia: meniscus or fluid; null elsewhere. */
    private Material gap(Vec p, float femur, float tibia) {
        if (femur > REACH || tibia > REACH) {
            return null;
        }
        int s = (p.x() > plates[0][4]) == (side == Side.RIGHT) ? 1 : 0;
        double[] plate = plates[s];
        double[] facet = s == 0 ? Tibia.MEDIAL : Tibia.LATERAL;
        double right = side == Side.RIGHT ? 1 : -1;
        double x = facet[0] + right * (p.x() - plate[0]) / plate[2] * facet[2];
        double y = facet[1] + (p.y() - plate[1]) / plate[3] * facet[3];
        // Where the gap is tall, menisci reach further in.
        double in = 1 + INWARD * Math.max(0, femur + tibia - LOW);
        double far = menisci.distance(s, facet[0] + in * (x - facet[0]), facet[1] + in * (y - facet[1]), FULL * tibia);
        if (!hasMenisci && femur > 0.3 && Math.min(far, menisci.distance(s, x, y, FULL * tibia)) < 0) {
            return s == 0 ? Material.MEDIAL_MENISCUS : Material.LATERAL_MENISCUS;
        }
        return femur + tibia < POOL && Tibia.out(facet, x, y) < 0.97 * menisci.rim(s) ? Material.FLUID : null;
    }

    /** The synthetic knee's tissue, unless the map contradicts it. */
    private static Material soft(Material m, float bone) {
        if (BONE[m.ordinal()]) {
            return bone < 14 ? Material.FAT_PAD : Material.MUSCLE;
        }
        if (GRISTLE[m.ordinal()]) {
            return Material.FAT;
        }
        return switch (m) {
            case AIR -> bone < 4 ? Material.FAT : bone < 5.5 ? Material.SKIN : m;
            case SKIN -> bone < 3 ? Material.FAT : m;
            case FLUID -> bone < 3 ? m : Material.FAT_PAD;
            default -> m;
        };
    }
}
