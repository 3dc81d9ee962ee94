package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A scanner's settings: what it does to the brightness of tissues on the way to an image.
 *
 * @param artefacts what goes wrong, in this order, before all else
 * @param blur deviation of the Gaussian blur along x, y and z, in voxels; it also makes partial volume
 * @param slices thick slices
 * @param bias deviation of the logarithm of the smooth receive field
 * @param noise noise of the magnitude image
 * @param gamma power that the brightness is raised to
 * @param masked 1: air is exactly 0 in the end; below 1 it stays noise
 */
public record Scanner(
        List<Artefact> artefacts, Vec blur, Slices slices, double bias, Thermal noise, double gamma, double masked) {
    /** Leaves brightness as it is. */
    public static final Scanner PLAIN = new Scanner(List.of(), Vec.ZERO, Slices.THIN, 0, Thermal.NONE, 1, 0);

    /** Draws the settings of a good clinical DESS scan. */
    public static Scanner dess(RandomGenerator r) {
        return good(r, Slices.THIN, new Thermal(uniform(r, 0.01, 0.03), uniform(r, 0, 0.7), 1, 0));
    }

    /** Draws as {@link #dess}, but with the floor and noise of a second echo. */
    static Scanner faint(RandomGenerator r) {
        int coils = 1 + (int) uniform(r, 0, 9);
        return good(r, Slices.THIN, new Thermal(uniform(r, 0.012, 0.03), uniform(r, 0, 0.7), coils, 0));
    }

    /** Draws the settings of a sagittal two-dimensional scan: slices of 2.5 to 4 mm. */
    static Scanner flat(RandomGenerator r) {
        Slices slices = new Slices(0, uniform(r, 2.5, 4), r.nextDouble());
        return good(r, slices, new Thermal(uniform(r, 0.01, 0.035), uniform(r, 0, 0.7), 1, 0));
    }

    private static Scanner good(RandomGenerator r, Slices slices, Thermal noise) {
        Vec blur = new Vec(uniform(r, 0.4, 0.6), uniform(r, 0.4, 0.6), uniform(r, 0.35, 0.6));
        return new Scanner(List.of(), blur, slices, uniform(r, 0.08, 0.22), noise, 1, 0);
    }

    /** Draws from all that training should see. */
    public static Scanner random(RandomGenerator r) {
        double plane = uniform(r, 0.32, 0.8);
        double axis = r.nextDouble();
        double thickness = r.nextDouble() < 0.4 ? 0 : 0.9 * Math.pow(4.4, Math.pow(r.nextDouble(), 1.5));
        double noise = 0.005 * Math.pow(14, r.nextDouble());
        // Several coils lift the air: no further than to a fifth of the brightest tissue.
        int coils = r.nextDouble() < 0.5 ? 1 : 1 + (int) Math.min(23, 0.5 * Math.pow(uniform(r, 0.02, 0.2) / noise, 2));
        return new Scanner(
                artefacts(r),
                new Vec(plane * uniform(r, 0.8, 1.2), plane * uniform(r, 0.8, 1.2), plane * uniform(r, 0.8, 1.2)),
                new Slices(axis < 0.7 ? 0 : axis < 0.85 ? 1 : 2, thickness, r.nextDouble()),
                r.nextDouble() < 0.15 ? uniform(r, 0.4, 0.7) : uniform(r, 0.02, 0.4),
                new Thermal(noise, uniform(r, 0, 1), coils, r.nextDouble() < 0.4 ? uniform(r, 0.1, 0.6) : 0),
                Math.exp(uniform(r, -0.35, 0.35)),
                r.nextDouble() < 0.07 ? 1 : 0);
    }

    /** Most images have none of these, some one, few several. */
    private static List<Artefact> artefacts(RandomGenerator r) {
        List<Artefact> all = new ArrayList<>();
        if (r.nextDouble() < 0.12) {
            double shift = uniform(r, -2.2, 2.2);
            all.add(new ChemicalShift(1 + r.nextInt(2), shift));
        }
        if (r.nextDouble() < 0.03) {
            all.add(new MetalVoid(new Vec(r.nextDouble(), r.nextDouble(), r.nextDouble()), uniform(r, 2, 12)));
        }
        if (r.nextDouble() < 0.05) {
            all.add(new WrapAround(r.nextInt(3), uniform(r, 0.7, 0.95), uniform(r, 0.1, 0.6)));
        }
        if (r.nextDouble() < 0.08) {
            all.add(new Motion(r.nextInt(3), uniform(r, 0.5, 3), uniform(r, 0.1, 0.35)));
        }
        if (r.nextDouble() < 0.12) {
            all.add(new Ghost(1 + r.nextInt(2), uniform(r, 0.2, 0.8), uniform(r, 0.03, 0.15)));
        }
        if (r.nextDouble() < 0.1) {
            all.add(new Ringing(r.nextInt(3), uniform(r, 0.45, 0.85)));
        }
        return all;
    }

    /** Images the materials on their own grid; one thread, the same bytes for the same seed. */
    public Volume image(Materials materials, Contrast contrast, long seed) {
        float[] shade = shade(materials, contrast, seed);
        return Volume.of(materials.geometry(), finish(materials, contrast, shade, seed));
    }

    /**
     * Images a knee with true partial volume: each voxel is the mean of the tissues on a finer grid inside it.
     *
     * <p>The side that a voxel may have at the most before it is divided is 0.5 mm.
     */
    public Volume image(Knee knee, Geometry grid, Contrast contrast, long seed) {
        return new Supersampling(knee, grid).image(this, contrast, seed);
    }

    /** Brightness of each voxel's tissue with its texture. */
    static float[] shade(Materials materials, Contrast contrast, long seed) {
        Size n = materials.geometry().size();
        Texture texture = new Texture(materials.geometry(), seed);
        float[] out = new float[n.length()];
        for (int z = 0; z < n.z(); z++) {
            texture.slice(materials.data(), z, contrast, out);
        }
        return out;
    }

    /** Layers of cartilage, artefacts, blur, slices, receive field, noise, gamma and mask; may work in place. */
    float[] finish(Materials materials, Contrast contrast, float[] shade, long seed) {
        Geometry grid = materials.geometry();
        Size n = grid.size();
        SplittableRandom r = new SplittableRandom(seed ^ 0x5EED);
        Layers.apply(materials, (float) contrast.detail().deep(), shade);
        for (Artefact artefact : artefacts) {
            artefact.apply(shade, materials);
        }
        noise.early(shade, n, new Noise(r.nextLong()));
        Blur.apply(shade, n, blur);
        Slices.Stack stack = slices.over(grid);
        float[] v = stack.same() ? shade : stack.join(shade);
        noise.magnitude(v, stack.thick(), new Bias(stack.thick(), bias, r), r);
        if (gamma != 1) {
            bend(v, curve());
        }
        v = stack.same() ? v : stack.divide(v);
        if (masked >= 1) {
            mask(materials.data(), v);
        }
        return v;
    }

    private static void mask(byte[] data, float[] v) {
        for (int i = 0; i < v.length; i++) {
            if (data[i] == 0) {
                v[i] = 0;
            }
        }
    }

    private static final int STEPS = 512;
    private static final float TOP = 4;

    private float[] curve() {
        float[] c = new float[STEPS + 2];
        for (int i = 0; i < c.length; i++) {
            c[i] = (float) Math.pow(i * TOP / STEPS, gamma);
        }
        return c;
    }

    private static void bend(float[] v, float[] curve) {
        for (int k = 0; k < v.length; k++) {
            float u = Math.min(v[k] * (STEPS / TOP), STEPS);
            int i = (int) u;
            v[k] = curve[i] + (u - i) * (curve[i + 1] - curve[i]);
        }
    }
}
