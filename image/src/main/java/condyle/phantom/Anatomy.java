package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All parts of one knee, each set in its place: what lies where, as smooth fields over anatomical space.
 *
 * <p>The femur is lowered until both condyles stand the thickness of the cartilages off the plateau, the patella pushed
 * back until it stands as far off the trochlea.
 */
final class Anatomy {
    /** Fields in the order in which {@link #fields} writes them. */
    static final int FEMUR = 0, TIBIA = 1, PATELLA = 2, FIBULA = 3;

    static final int FEMORAL = 4, TIBIAL = 5, PATELLAR = 6, MEDIAL = 7, LATERAL = 8, BODY = 9, FASCIA = 10;
    static final int MUSCLE = 11, SEAM = 12, LIGAMENT = 13, TENDON = 14, POOL = 15, VESSEL = 16, FILM = 17;
    static final int CAVITY = 18, PAD = 19, SYNOVIUM = 20, ACROSS = 21, NOISE = 22, COUNT = 23;

    private static final int FACETS = 9;
    private static final double[] NOTCH = {15, 19, 21};

    private final Femur femur;
    private final Tibia tibia;
    private final Patella patella;
    private final Menisci menisci;
    private final Fluid fluid;
    private final SoftTissue soft;
    private final double cos;
    private final double sin;
    private final double flexion;
    private final double[] femurAt;
    private final double[] patellaAt;
    private double tilt;

    Anatomy(SplittableRandom r) {
        int grade = grade(r.split());
        femur = new Femur(r.split(), grade);
        tibia = new Tibia(r.split(), grade);
        patella = new Patella(r.split(), grade);
        menisci = new Menisci(r.split());
        fluid = new Fluid(r.split());
        RandomGenerator pose = r.split();
        flexion = Math.toRadians(uniform(pose, -10, 7));
        cos = Math.cos(flexion);
        sin = Math.sin(flexion);
        femurAt = new double[] {uniform(pose, -1, 1), uniform(pose, 4, 8), 27};
        double gap = femur.thickness() + 1.15 * tibia.thickness() + uniform(pose, -1.6, 0.5);
        double lean = uniform(pose, -0.5, 0.5);
        for (int i = 0; i < 4; i++) {
            double m = clearance(Tibia.MEDIAL) - gap - lean;
            double l = clearance(Tibia.LATERAL) - gap + lean;
            femurAt[2] -= (m + l) / 2;
            tilt += (m - l) / 40;
        }
        double z = uniform(pose, 5, 15) - 0.7 * Math.toDegrees(flexion);
        patellaAt = new double[] {uniform(pose, 2, 9), 48, z};
        double apart = uniform(pose, -1.6, 0.5);
        for (int i = 0; i < 4; i++) {
            patellaAt[1] -= patellarClearance() - apart;
        }
        soft = new SoftTissue(r.split(), femurAt, straight(patellaAt), patella);
    }

    /** How far osteoarthritis has come, 0 (none) to 4. */
    private static int grade(RandomGenerator r) {
        double u = r.nextDouble();
        return u < 0.34 ? 0 : u < 0.6 ? 1 : u < 0.8 ? 2 : u < 0.94 ? 3 : 4;
    }

    private double[] straight(double[] inFemur) {
        return new double[] {inFemur[0] + femurAt[0], inFemur[1] + femurAt[1], inFemur[2] + femurAt[2]};
    }

    /** Turns a point of the tibia's frame into the femur's. */
    private void toFemur(double x, double y, double z, double[] q) {
        double dx = x - femurAt[0];
        double dy = y - femurAt[1];
        double dz = z - femurAt[2];
        q[0] = dx + tilt * dz;
        double up = dz - tilt * dx;
        q[1] = cos * dy + sin * up;
        q[2] = -sin * dy + cos * up;
    }

    private double clearance(double[] facet) {
        double least = 1e9;
        double[] q = new double[3];
        for (int i = -FACETS; i <= FACETS; i++) {
            for (int j = -FACETS; j <= FACETS; j++) {
                double x = facet[0] + facet[2] * i / FACETS * 0.8;
                double y = facet[1] + facet[3] * j / FACETS * 0.8;
                if (Tibia.out(facet, x, y) < 0.62) {
                    toFemur(x, y, tibia.top(x, y), q);
                    least = Math.min(least, femur.distance(q[0], q[1], q[2]));
                }
            }
        }
        return least;
    }

    private double patellarClearance() {
        double least = 1e9;
        for (int i = -FACETS; i <= FACETS; i++) {
            for (int j = -FACETS; j <= FACETS; j++) {
                double x = 19.0 * i / FACETS;
                double z = 16.0 * j / FACETS;
                double y = patella.facet(x);
                if (patella.distance(x, y, z) < 1.5) {
                    double fx = x + patellaAt[0];
                    double fy = y + patellaAt[1];
                    double fz = z + patellaAt[2];
                    double d = femur.distance(fx, fy, fz) - femur.cartilage(fx, fy, fz) - patella.cartilage(x, y, z);
                    least = Math.min(least, d);
                }
            }
        }
        return least;
    }

    /** Writes the fields at a point of the tibia's frame; {@code noise} is two smooth fields of unit deviation. */
    void fields(double x, double y, double z, double[] noise, double[] q, float[] out, int at) {
        toFemur(x, y, z, q);
        double bone = femur.distance(q[0], q[1], q[2]);
        if (Math.abs(bone) < 8) {
            bone -= femur.osteophyte(q[0], q[1], q[2], noise[1]);
        }
        out[at + FEMUR] = (float) bone;
        out[at + FEMORAL] = (float) (femur.cartilage(q[0], q[1], q[2]) * (1 + 0.13 * noise[0]));
        out[at + POOL] = (float) fluid.pools(q[0], q[1], q[2], bone);
        out[at + FILM] = (float) fluid.film(q[0], q[1], q[2], noise[1]);
        double px = q[0] - patellaAt[0];
        double py = q[1] - patellaAt[1];
        double pz = q[2] - patellaAt[2];
        double cap = patella.distance(px, py, pz);
        if (Math.abs(cap) < 8) {
            cap -= patella.osteophyte(px, py, pz, noise[1]);
        }
        out[at + PATELLA] = (float) cap;
        out[at + PATELLAR] = (float) (patella.cartilage(px, py, pz) * (1 + 0.13 * noise[0]));
        double roof = femur.notch(q[0], q[1], q[2]);
        double stem = tibia.distance(x, y, z);
        if (Math.abs(stem) < 8) {
            stem -= tibia.osteophyte(x, y, z, noise[1]);
        }
        double t = tibia.cartilage(x, y, z) * (1 - 0.13 * noise[0]);
        out[at + TIBIA] = (float) stem;
        out[at + TIBIAL] = (float) t;
        out[at + FIBULA] = (float) tibia.fibula(x, y, z);
        double above = z - tibia.top(x, y);
        out[at + MEDIAL] = (float) menisci.distance(0, x, y, above - t);
        out[at + LATERAL] = (float) menisci.distance(1, x, y, above - t);
        int side = x < 0 ? 0 : 1;
        double e = Tibia.out(side == 0 ? Tibia.MEDIAL : Tibia.LATERAL, x, y) - menisci.rim(side);
        out[at + CAVITY] = (float) Math.max(Math.max(e * 16, -4 - above), Math.max(above - 12, -roof));
        out[at + SYNOVIUM] = (float)
                Shapes.intersection(roof, Shapes.ellipsoid(x, y - femurAt[1] + 9, z - femurAt[2] + 10, NOTCH), 4);
        out[at + ACROSS] = (float) x;
        out[at + NOISE] = (float) noise[1];
        softFields(x, y, z, out, at);
    }

    private void softFields(double x, double y, double z, float[] out, int at) {
        double bend = -flexion * Shapes.step(-15, 45, z);
        double c = Math.cos(bend);
        double s = Math.sin(bend);
        double dy = y - femurAt[1];
        double dz = z - femurAt[2];
        double v = femurAt[1] + c * dy - s * dz;
        double w = femurAt[2] + s * dy + c * dz;
        double body = soft.body(x, v, w);
        out[at + BODY] = (float) body;
        out[at + FASCIA] = (float) (body + soft.fat(v));
        out[at + MUSCLE] = (float) soft.muscle(x, v, w);
        out[at + SEAM] = (float) soft.seam(x, v, w);
        out[at + LIGAMENT] = (float) soft.ligament(x, v, w);
        out[at + TENDON] = (float) soft.tendon(x, v, w);
        out[at + VESSEL] = (float) soft.vessel(x, v, w);
        out[at + PAD] = (float) soft.pad(x, v, w);
    }
}
