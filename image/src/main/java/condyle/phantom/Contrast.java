package condyle.phantom;

import static condyle.phantom.Shapes.about;
import static condyle.phantom.Shapes.uniform;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How bright each material is and how much its texture varies, both indexed by {@link Material#ordinal}; 1 is about
 * the brightest tissue.
 */
public record Contrast(float[] mean, float[] texture, Detail detail) {
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
                    fat > cartilage || r.nextDouble() < 0.5 ? uniform(r, 0, 0.12) : uniform(r, 0.12, 0.45),
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
        double fat = 0.1 * Math.pow(8, r.nextDouble());
        return of(r, Levels.of(r, c, uniform(r, 0.5, 1.35), uniform(r, 1.05, 2.8), uniform(r, 0.1, 0.5), fat));
    }

    /**
     * Draws about what a real scan's first echo shows: fat suppressed to a quarter of cartilage, marrow below it.
     *
     * <p>Measured there, of cartilage: muscle 0.7–1, fluid 1.3–2.3, fat 0.25–0.4, marrow 0.06–0.2, menisci below 0.4.
     */
    static Contrast echo1(RandomGenerator r) {
        double c = uniform(r, 0.4, 0.7);
        return of(
                r,
                Levels.of(
                        r,
                        c,
                        uniform(r, 0.55, 1.1),
                        uniform(r, 1.15, 2.6),
                        uniform(r, 0.12, 0.4),
                        uniform(r, 0.16, 0.42)));
    }

    /**
     * Draws the second echo's contrast: strongly T2-weighted, fluid very bright, cartilage and muscle dark.
     *
     * <p>Measured on a real scan, of cartilage: muscle 0.6–0.8, fluid 2.5–6, fat and marrow 0.15–0.5.
     */
    static Contrast echo2(RandomGenerator r) {
        double fluid = uniform(r, 0.8, 1.3);
        double share = uniform(r, 0.16, 0.42);
        return of(
                r,
                Levels.of(
                        r,
                        fluid * share,
                        uniform(r, 0.35, 1),
                        1 / share,
                        uniform(r, 0.15, 0.6),
                        uniform(r, 0.12, 0.7)));
    }

    /** Draws two echoes and joins them by the root of the sum of squares. */
    static Contrast rss(RandomGenerator r) {
        Contrast first = echo1(r);
        Contrast second = echo2(r);
        Material c = Material.FEMORAL_CARTILAGE;
        double scale = uniform(r, 0.2, 0.45) * first.mean(c) / second.mean(c);
        float[] mean = new float[Material.count()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) Math.hypot(first.mean[i], scale * second.mean[i]);
        }
        return new Contrast(mean, first.texture, first.detail);
    }

    /** Draws as {@link #dess}, but with unsuppressed fat. */
    static Contrast unsuppressed(RandomGenerator r) {
        double c = uniform(r, 0.38, 0.8);
        double fat = uniform(r, 0.5, 1) / c;
        return of(r, Levels.of(r, c, uniform(r, 0.5, 1.2), uniform(r, 0.8, 2), uniform(r, 0.1, 0.5), fat));
    }

    /** Draws as {@link #dess}, but with fluid no brighter than cartilage. */
    static Contrast darkFluid(RandomGenerator r) {
        double c = uniform(r, 0.45, 0.9);
        double fat = uniform(r, 0.06, 0.38) / c;
        return of(r, Levels.of(r, c, uniform(r, 0.4, 1.2), uniform(r, 0.5, 1.1), uniform(r, 0.1, 0.5), fat));
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
        share(r, mean, texture, Material::isMarrow);
        share(r, mean, texture, Material::isCortex);
        share(r, mean, texture, Material::isCartilage);
        share(r, mean, texture, Material::isMeniscus);
        share(r, mean, texture, Material::isOedema);
        share(r, mean, texture, Material::isCyst);
        return new Contrast(mean, texture, Detail.draw(r, uniform(r, 0, 1), uniform(r, 0, 1)));
    }

    /** Draws for training: mostly of the double-echo family with its variations, 12 % fully random. */
    public static Contrast mixed(RandomGenerator r) {
        return Mixture.draw(r);
    }

    /** The six brightnesses that make a contrast; the others follow. */
    record Levels(double cartilage, double muscle, double fluid, double meniscus, double fat, double marrow) {
        /** Marrow may be as bright as the fat beside it. */
        static Levels of(RandomGenerator r, double cartilage, double... shares) {
            double fat = cartilage * shares[3];
            return new Levels(
                    cartilage,
                    cartilage * shares[0],
                    cartilage * shares[1],
                    cartilage * shares[2],
                    fat,
                    fat * uniform(r, 0.25, 1.1));
        }
    }

    /** Draws what follows from the main brightnesses. */
    static Contrast of(RandomGenerator r, Levels l) {
        float[] mean = new float[Material.count()];
        double c = l.cartilage;
        double marrow = l.marrow;
        // Between marrow and what lies beside it a dark shell is seen, or none.
        double cortex = Math.min(marrow, c) * (r.nextDouble() < 0.15 ? 1 : uniform(r, 0.1, 0.9));
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
            if (m.isMarrow()) {
                set(mean, about(r, marrow, 0.04), m);
            } else if (m.isCortex()) {
                set(mean, about(r, cortex, 0.04), m);
            } else if (m.isCartilage()) {
                set(mean, about(r, c, 0.03), m);
            }
        }
        double wet = uniform(r, 0.35, 1);
        double oedema = marrow + wet * (c * uniform(r, 0.5, 1.3) - marrow);
        set(mean, oedema, Material.FEMUR_OEDEMA, Material.TIBIA_OEDEMA, Material.PATELLA_OEDEMA);
        double cyst = l.fluid * uniform(r, 0.5, 1);
        set(mean, cyst, Material.FEMUR_CYST, Material.TIBIA_CYST, Material.PATELLA_CYST);
        return new Contrast(mean, textures(r, mean), Detail.draw(r, c, l.fat));
    }

    private static float[] textures(RandomGenerator r, float[] mean) {
        float[] texture = new float[mean.length];
        // Bright fat is even: what varies is how well it is suppressed.
        double patchy = mean[Material.FAT.ordinal()] > mean[Material.FEMORAL_CARTILAGE.ordinal()] ? 0.4 : 1;
        for (Material m : Material.values()) {
            double share = switch (m) {
                case AIR -> 0;
                case FAT, FAT_PAD, SYNOVIUM -> patchy * uniform(r, 0.1, 0.45);
                case MUSCLE -> uniform(r, 0.04, 0.2);
                case LIGAMENT -> uniform(r, 0.1, 0.35);
                default -> m.isMarrow() || m.isOedema() ? patchy * uniform(r, 0.05, 0.3) : uniform(r, 0.03, 0.16);
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

    /** Gives all that pass about the brightness of the first of them, and its texture. */
    private static void share(RandomGenerator r, float[] mean, float[] texture, Predicate<Material> which) {
        int[] of = Stream.of(Material.values())
                .filter(which)
                .mapToInt(Material::ordinal)
                .toArray();
        for (int m : of) {
            mean[m] = (float) about(r, mean[of[0]], 0.02);
            texture[m] = texture[of[0]];
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
