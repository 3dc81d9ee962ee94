package condyle.phantom;

import static condyle.phantom.Shapes.uniform;

import java.util.OptionalDouble;
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
    static final int CAVITY = 18, PAD = 19, SYNOVIUM = 20, ACROSS = 21, NOISE = 22, OEDEMA = 23, CYST = 24, LINING = 25;
    static final int COUNT = 26;

    private static final int FACETS = 9;
    /** Lattice points within this of a bone, mm, take part in what is seen in it. */
    private static final double REACH = 3;
    /** This far outside of the skin, mm, all between lattice points is air, and no other field is asked for. */
    private static final double OUTSIDE = 9;
    /** Flexion at which the femur's frame and the tibia's are parallel, degrees. */
    private static final double PARALLEL = 9;

    private static final double BENT_SHARE = 0.25;
    /** Flexion is drawn up to here, degrees. */
    static final double MOST_BENT = 30;
    /** How much a knee is bent more or less at another visit, degrees. */
    private static final double AGAIN = 2;

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
    private final double bent;
    private final double[] femurAt;
    private final PatellarFrame patellaAt;
    private double tilt;

    /**
     * Draws what a subject always has from {@code r}, how the knee is bent at this visit from {@code pose} too, unless
     * {@code asked} says how, in degrees.
     */
    Anatomy(SplittableRandom r, RandomGenerator pose, Stage stage, OptionalDouble asked) {
        femur = new Femur(r.split(), stage);
        tibia = new Tibia(r.split(), stage);
        patella = new Patella(r.split(), stage);
        menisci = new Menisci(r.split(), stage.now());
        fluid = new Fluid(r.split(), stage.now());
        RandomGenerator own = r.split();
        double usual = own.nextDouble() < BENT_SHARE ? uniform(own, 14, 30) : uniform(own, 0, 16);
        double drawn = Math.max(0, Math.min(MOST_BENT, usual + uniform(pose, -AGAIN, AGAIN)));
        bent = asked.orElse(drawn);
        flexion = Math.toRadians(bent - PARALLEL);
        cos = Math.cos(flexion);
        sin = Math.sin(flexion);
        femurAt = new double[] {uniform(own, -1, 1), uniform(own, 4, 8), 27};
        settle(uniform(own, -1.6, 0.5), uniform(own, -0.5, 0.5));
        patellaAt = new PatellarFrame(own, bent - PARALLEL, femur, patella);
        soft = new SoftTissue(r.split(), femurAt, straight(patellaAt.at()), patella);
    }

    /** Lowers the femur until the bones stand the cartilages' thickness apart, {@code more} and {@code lean} added. */
    private void settle(double more, double lean) {
        double gap = femur.thickness() + 1.15 * tibia.thickness() + more;
        for (int i = 0; i < 4; i++) {
            double m = clearance(Tibia.MEDIAL) - gap - lean;
            double l = clearance(Tibia.LATERAL) - gap + lean;
            femurAt[2] -= (m + l) / 2;
            tilt += (m - l) / 40;
        }
    }

    /** Flexion in degrees, 0 for the straight knee. */
    double flexion() {
        return bent;
    }

    /** Where a point of the femur's frame lies in the frame of soft tissue, in which the knee does not bend. */
    private double[] straight(double[] inFemur) {
        double y = cos * inFemur[1] - sin * inFemur[2];
        double z = sin * inFemur[1] + cos * inFemur[2];
        double[] p = {inFemur[0] + femurAt[0], y + femurAt[1], z + femurAt[2]};
        unbend(p);
        return p;
    }

    /** Turns a point of the tibia's frame, in place, into the frame in which soft tissue is straight. */
    private void unbend(double[] p) {
        double bend = -flexion * Shapes.step(-15, 45, p[2]);
        double c = Math.cos(bend);
        double s = Math.sin(bend);
        double dy = p[1] - femurAt[1];
        double dz = p[2] - femurAt[2];
        p[1] = femurAt[1] + c * dy - s * dz;
        p[2] = femurAt[2] + s * dy + c * dz;
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

    /** Writes the fields at a point of the tibia's frame; {@code noise} is two smooth fields of unit deviation. */
    void fields(double x, double y, double z, double[] noise, double[] q, float[] out, int at) {
        double[] p = {x, y, z};
        unbend(p);
        double body = soft.body(x, p[1], p[2]);
        out[at + BODY] = (float) body;
        if (body > OUTSIDE) {
            return;
        }
        toFemur(x, y, z, q);
        double bone = femur.distance(q[0], q[1], q[2]);
        if (Math.abs(bone) < 8) {
            bone -= femur.osteophyte(q[0], q[1], q[2], noise[1]);
        }
        out[at + OEDEMA] = (float) Marrow.FAR;
        out[at + CYST] = (float) Marrow.FAR;
        out[at + FEMUR] = (float) bone;
        out[at + FEMORAL] = (float) (femur.cartilage(q[0], q[1], q[2]) * (1 + 0.13 * noise[0]));
        out[at + POOL] = (float) fluid.pools(q[0], q[1], q[2], bone);
        out[at + FILM] = (float) fluid.film(q[0], q[1], q[2], noise[1]);
        double roof = femur.notch(q[0], q[1], q[2]);
        marrow(femur.marrow(), bone, q, noise[1], out, at);
        patellarFields(q, noise, out, at);
        double stem = tibia.distance(x, y, z);
        if (Math.abs(stem) < 8) {
            stem -= tibia.osteophyte(x, y, z, noise[1]);
        }
        double t = tibia.cartilage(x, y, z) * (1 - 0.13 * noise[0]);
        out[at + TIBIA] = (float) stem;
        q[0] = x;
        q[1] = y;
        q[2] = z;
        marrow(tibia.marrow(), stem, q, noise[1], out, at);
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
        out[at + LINING] = (float) (fluid.synovium() * (0.8 + 0.4 * noise[1]));
        softFields(p, body, out, at);
    }

    private void patellarFields(double[] q, double[] noise, float[] out, int at) {
        patellaAt.toPatella(q, q);
        double bone = patella.distance(q[0], q[1], q[2]);
        if (Math.abs(bone) < 8) {
            bone -= patella.osteophyte(q[0], q[1], q[2], noise[1]);
        }
        out[at + PATELLA] = (float) bone;
        out[at + PATELLAR] = (float) (patella.cartilage(q[0], q[1], q[2]) * (1 + 0.13 * noise[0]));
        marrow(patella.marrow(), bone, q, noise[1], out, at);
    }

    /** Adds what lies in the marrow of one bone, at a point of its frame that is {@code bone} mm from its surface. */
    private static void marrow(Marrow marrow, double bone, double[] p, double noise, float[] out, int at) {
        if (bone < REACH) {
            out[at + OEDEMA] = (float) Math.min(out[at + OEDEMA], marrow.oedema(p[0], p[1], p[2], noise));
            out[at + CYST] = (float) Math.min(out[at + CYST], marrow.cyst(p[0], p[1], p[2]));
        }
    }

    private void softFields(double[] p, double body, float[] out, int at) {
        double x = p[0];
        double v = p[1];
        double w = p[2];
        out[at + POOL] = (float) Math.min(out[at + POOL], fluid.cyst(x, v, w));
        out[at + FASCIA] = (float) (body + soft.fat(v));
        out[at + MUSCLE] = (float) soft.muscle(x, v, w);
        out[at + SEAM] = (float) soft.seam(x, v, w);
        out[at + LIGAMENT] = (float) soft.ligament(x, v, w);
        out[at + TENDON] = (float) soft.tendon(x, v, w);
        out[at + VESSEL] = (float) soft.vessel(x, v, w);
        out[at + PAD] = (float) soft.pad(x, v, w);
    }
}
