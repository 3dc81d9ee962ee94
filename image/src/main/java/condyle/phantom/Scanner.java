package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A scanner's settings: what it does to the brightness of tissues on the way to an image.
 *
 * @param blur deviation of the Gaussian blur along x, y and z, in voxels; it also makes partial volume
 * @param bias deviation of the logarithm of the smooth receive field
 * @param noise deviation of the Rician noise; 1 is about the brightest tissue
 * @param grain share of the noise that is correlated between neighbours, 0–1
 * @param ghost strength of one ghost along y, 0 for none
 * @param gamma power that the brightness is raised to
 * @param masked share of the air set to exactly 0: 1 all, 0 none
 */
public record Scanner(Vec blur, double bias, double noise, double grain, double ghost, double gamma, double masked) {

    /** Draws the settings of a good clinical DESS scan. */
    public static Scanner dess(RandomGenerator r) {
        return new Scanner(
                new Vec(uniform(r, 0.4, 0.6), uniform(r, 0.4, 0.6), uniform(r, 0.35, 0.6)),
                uniform(r, 0.08, 0.22),
                uniform(r, 0.01, 0.03),
                uniform(r, 0, 0.7),
                0,
                1,
                0);
    }

    /** Draws from all that training should see. */
    public static Scanner random(RandomGenerator r) {
        double plane = uniform(r, 0.25, 0.75);
        return new Scanner(
                new Vec(plane * uniform(r, 0.9, 1.1), plane * uniform(r, 0.9, 1.1), uniform(r, 0.3, 1.1)),
                uniform(r, 0.02, 0.4),
                0.005 * Math.pow(14, r.nextDouble()),
                uniform(r, 0, 1),
                r.nextDouble() < 0.15 ? uniform(r, 0.03, 0.15) : 0,
                Math.exp(uniform(r, -0.35, 0.35)),
                r.nextDouble() < 0.07 ? 1 : 0);
    }

    /** Images the materials on their own grid; one thread, the same bytes for the same seed. */
    public Volume image(Materials materials, Contrast contrast, long seed) {
        return Volume.of(materials.geometry(), finish(materials, shade(materials, contrast, seed), seed));
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

    /** Blur, ghost, receive field, noise, gamma and mask; works in place. */
    float[] finish(Materials materials, float[] v, long seed) {
        Size n = materials.geometry().size();
        SplittableRandom r = new SplittableRandom(seed ^ 0x5EED);
        Noise random = new Noise(r.nextLong());
        float early = (float) (noise * grain * 1.6);
        if (early > 0) {
            for (int i = 0; i < v.length; i++) {
                v[i] += early * random.gaussian();
            }
        }
        Blur.apply(v, n, blur);
        if (ghost > 0) {
            ghost(v, n, n.y() / 2 + r.nextInt(Math.max(1, n.y() / 3)));
        }
        Bias field = new Bias(materials.geometry(), bias, r);
        float[] curve = curve();
        float late = (float) (noise * Math.sqrt(1 - grain * grain));
        float[] gain = new float[n.x()];
        for (int z = 0; z < n.z(); z++) {
            for (int y = 0; y < n.y(); y++) {
                field.row(y, z, gain);
                int at = n.index(0, y, z);
                for (int i = 0; i < gain.length; i++) {
                    float re = v[at + i] * gain[i] + late * random.gaussian();
                    float im = (float) noise * random.gaussian();
                    v[at + i] = bent(curve, (float) Math.sqrt(re * re + im * im));
                }
            }
        }
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

    private void ghost(float[] v, Size n, int shift) {
        float[] line = new float[n.y()];
        for (int z = 0; z < n.z(); z++) {
            for (int x = 0; x < n.x(); x++) {
                for (int y = 0; y < n.y(); y++) {
                    line[y] = v[n.index(x, y, z)];
                }
                for (int y = 0; y < n.y(); y++) {
                    v[n.index(x, y, z)] += (float) ghost * line[(y + shift) % n.y()];
                }
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

    private static float bent(float[] curve, float v) {
        float u = Math.min(v * (STEPS / TOP), STEPS);
        int i = (int) u;
        return curve[i] + (u - i) * (curve[i + 1] - curve[i]);
    }
}
