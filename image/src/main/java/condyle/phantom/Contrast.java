package condyle.phantom;

import static condyle.phantom.Shapes.about;
import static condyle.phantom.Shapes.uniform;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How bright each material is and how much its texture varies, both indexed by {@link Material#ordinal}; 1 is about
 * the brightest tissue.
 */
public record Contrast(float[] mean, float[] texture, Detail detail) {
    private static final double RANDOM_SHARE = 0.12;

    /**
     * What lies within tissues.
     *
     * @param deep brightness of cartilage's deep layer, as a share of the rest
     * @param red brightness that patches of red marrow have more than yellow
     * @param uneven deviation of fat's and marrow's brightness over centimetres: suppression fails here and there
     * @param septa brightness of the strands in fat over that of fat, per mm of their width; negative for dark ones
     * @param strands how dark the sheaths between muscle's fibres are, 0 for none
     */
    public record Detail(double deep, double red, double uneven, double septa, double strands) {
        public static final Detail NONE = new Detail(1, 0, 0, 0, 0);

        private static Detail draw(RandomGenerator r, double cartilage, double fat) {
            return new Detail(
                    r.nextDouble() < 0.3 ? 1 : uniform(r, 0.5, 1),
                    r.nextDouble() < 0.6 ? 0 : uniform(r, 0, 0.25) * cartilage,
                    r.nextDouble() < 0.5 ? uniform(r, 0, 0.15) : uniform(r, 0.15, 0.45),
                    uniform(r, 0, 2) * (0.6 * cartilage - fat),
                    uniform(r, 0, 1));
        }
    }

    /** A contrast in which tissues have textures, and nothing else within them. */
    public Contrast(float[] mean, float[] texture) {
        this(mean, texture, Detail.NONE);
    }

    public Contrast {
        if (mean.length != Material.count() || texture.length != Material.count()) {
            throw new IllegalArgumentException("contrast has " + mean.length + " means and " + texture.length
                    + " textures, expected " + Material.count() + " of each (one a material)");
        }
    }

    /** Mean intensity of a material. */
    public float mean(Material m) {
        return mean[m.ordinal()];
    }

    /** Draws a fat-suppressed double-echo steady-state contrast: marrow black, cartilage grey, fluid white. */
    public static Contrast dess(RandomGenerator r) {
        double c = uniform(r, 0.38, 0.8);
        return build(
                r,
                new Levels(
                        c,
                        c * uniform(r, 0.5, 1.35),
                        c * uniform(r, 1.05, 2.8),
                        c * uniform(r, 0.1, 0.5),
                        c * 0.1 * Math.pow(8, r.nextDouble())));
    }

    /**
     * Draws about what a real scan's first echo shows: fat suppressed to a quarter of cartilage, marrow below it.
     *
     * <p>Measured there, of cartilage: muscle 0.7–1, fluid 1.3–2.3, fat 0.25–0.4, marrow 0.06–0.2, menisci below 0.4.
     */
    static Contrast echo1(RandomGenerator r) {
        double c = uniform(r, 0.4, 0.7);
        return build(
                r,
                new Levels(
                        c,
                        c * uniform(r, 0.55, 1.1),
                        c * uniform(r, 1.15, 2.6),
                        c * uniform(r, 0.12, 0.4),
                        c * uniform(r, 0.16, 0.42)));
    }

    /** Draws as {@link #dess}, but with unsuppressed fat. */
    static Contrast unsuppressed(RandomGenerator r) {
        double c = uniform(r, 0.38, 0.8);
        return build(
                r,
                new Levels(
                        c,
                        c * uniform(r, 0.5, 1.2),
                        c * uniform(r, 0.8, 2),
                        c * uniform(r, 0.1, 0.5),
                        uniform(r, 0.5, 1)));
    }

    /** Draws as {@link #dess}, but with fluid no brighter than cartilage. */
    static Contrast darkFluid(RandomGenerator r) {
        double c = uniform(r, 0.45, 0.9);
        return build(
                r,
                new Levels(
                        c,
                        c * uniform(r, 0.4, 1.2),
                        c * uniform(r, 0.5, 1.1),
                        c * uniform(r, 0.1, 0.5),
                        uniform(r, 0.06, 0.38)));
    }

    /** Draws the second echo's contrast: strongly T2-weighted, fluid very bright, cartilage and muscle dark. */
    static Contrast echo2(RandomGenerator r) {
        double fluid = uniform(r, 0.8, 1.3);
        double c = fluid * uniform(r, 0.16, 0.42);
        return build(
                r, new Levels(c, c * uniform(r, 0.35, 1), fluid, c * uniform(r, 0.15, 0.6), c * uniform(r, 0.12, 0.7)));
    }

    /** Draws every material's brightness at random; the bones share theirs, and so do the cartilages. */
    public static Contrast random(RandomGenerator r) {
        float[] mean = new float[Material.count()];
        float[] texture = new float[Material.count()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) uniform(r, 0.02, 1);
            texture[i] = (float) (mean[i] * uniform(r, 0, 0.25));
        }
        mean[0] = (float) (r.nextDouble() < 0.8 ? uniform(r, 0, 0.05) : uniform(r, 0, 0.5));
        texture[0] = 0;
        share(
                r,
                mean,
                texture,
                Material.FEMUR_MARROW,
                Material.TIBIA_MARROW,
                Material.PATELLA_MARROW,
                Material.FIBULA_MARROW);
        share(
                r,
                mean,
                texture,
                Material.FEMUR_CORTEX,
                Material.TIBIA_CORTEX,
                Material.PATELLA_CORTEX,
                Material.FIBULA_CORTEX);
        share(
                r,
                mean,
                texture,
                Material.FEMORAL_CARTILAGE,
                Material.MEDIAL_TIBIAL_CARTILAGE,
                Material.LATERAL_TIBIAL_CARTILAGE,
                Material.PATELLAR_CARTILAGE);
        share(r, mean, texture, Material.MEDIAL_MENISCUS, Material.LATERAL_MENISCUS);
        return new Contrast(mean, texture, Detail.draw(r, uniform(r, 0, 1), uniform(r, 0, 1)));
    }

    /** Draws for training: mostly of the double-echo family with its variations, 12 % fully random. */
    public static Contrast mixed(RandomGenerator r) {
        double u = r.nextDouble();
        if (u < RANDOM_SHARE) {
            return random(r);
        }
        double v = r.nextDouble();
        return v < 0.10
                ? unsuppressed(r)
                : v < 0.20 ? darkFluid(r) : v < 0.38 ? echo2(r) : v < 0.65 ? echo1(r) : dess(r);
    }

    /** The five brightnesses that make a contrast; the others follow. */
    private record Levels(double cartilage, double muscle, double fluid, double meniscus, double fat) {}

    private static Contrast build(RandomGenerator r, Levels l) {
        float[] mean = new float[Material.count()];
        double c = l.cartilage;
        // Marrow may be as bright as the fat beside it, with or without a dark shell between them.
        double marrow = l.fat * uniform(r, 0.25, 1.1);
        double cortex = marrow * (r.nextDouble() < 0.2 ? 1 : uniform(r, 0.2, 0.9));
        double tendon = c * uniform(r, 0.08, 0.4);
        set(mean, uniform(r, 0, 0.02), Material.AIR);
        set(mean, uniform(r, 0.3, 1.1) * c, Material.SKIN);
        set(mean, l.fat, Material.FAT);
        set(mean, l.fat * uniform(r, 0.7, 1.4), Material.FAT_PAD);
        set(mean, l.muscle, Material.MUSCLE);
        set(mean, tendon * uniform(r, 0.6, 1.6), Material.FASCIA);
        set(mean, l.fluid, Material.FLUID);
        set(mean, c * uniform(r, 0.4, 1.1), Material.SYNOVIUM);
        set(mean, c * uniform(r, 0.15, 0.8), Material.LIGAMENT);
        set(mean, tendon, Material.TENDON);
        set(mean, r.nextDouble() < 0.5 ? l.fluid * uniform(r, 0.6, 1) : c * uniform(r, 0.1, 0.9), Material.VESSEL);
        set(mean, l.meniscus, Material.MEDIAL_MENISCUS, Material.LATERAL_MENISCUS);
        for (Material m : Material.values()) {
            if (m.name().endsWith("MARROW")) {
                set(mean, about(r, marrow, 0.04), m);
            } else if (m.name().endsWith("CORTEX")) {
                set(mean, about(r, cortex, 0.04), m);
            } else if (m.name().endsWith("CARTILAGE")) {
                set(mean, about(r, c, 0.03), m);
            }
        }
        return new Contrast(mean, textures(r, mean), Detail.draw(r, c, l.fat));
    }

    private static float[] textures(RandomGenerator r, float[] mean) {
        float[] texture = new float[mean.length];
        for (Material m : Material.values()) {
            double share = switch (m) {
                case AIR -> 0;
                case FAT, FAT_PAD, SYNOVIUM -> uniform(r, 0.1, 0.45);
                case MUSCLE -> uniform(r, 0.04, 0.2);
                case FEMUR_MARROW, TIBIA_MARROW, PATELLA_MARROW, FIBULA_MARROW -> uniform(r, 0.05, 0.3);
                case LIGAMENT -> uniform(r, 0.1, 0.35);
                default -> uniform(r, 0.03, 0.16);
            };
            texture[m.ordinal()] = (float) (mean[m.ordinal()] * share);
        }
        return texture;
    }

    private static void set(float[] mean, double value, Material... materials) {
        for (Material m : materials) {
            mean[m.ordinal()] = (float) value;
        }
    }

    private static void share(RandomGenerator r, float[] mean, float[] texture, Material... materials) {
        for (Material m : materials) {
            mean[m.ordinal()] = (float) about(r, mean[materials[0].ordinal()], 0.02);
            texture[m.ordinal()] = texture[materials[0].ordinal()];
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Contrast c
                && Arrays.equals(mean, c.mean)
                && Arrays.equals(texture, c.texture)
                && detail.equals(c.detail);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mean);
    }
}
