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

    /** Where the fields of one point go, and the two smooth noises there. */
    private record Point(double[] noise, float[] out, int at) {
        void set(int field, double value) {
            out[at + field] = (float) value;
        }

        void lower(int field, double value) {
            out[at + field] = (float) Math.min(out[at + field], value);
        }
    }

    /**
     * Writes the fields at a point of the tibia's frame into {@code out}, from {@code at} on; {@code noise} is two smooth
     * fields of unit deviation.
     */
    void fields(double[] place, double[] noise, float[] out, int at) {
        Point point = new Point(noise, out, at);
        double[] p = {place[0], place[1], place[2]};
        unbend(p);
        double body = soft.body(p[0], p[1], p[2]);
        point.set(BODY, body);
        if (body > OUTSIDE) {
            return;
        }
        double[] q = new double[3];
        toFemur(place[0], place[1], place[2], q);
        double roof = femoralFields(q, point);
        patellarFields(q, point);
        tibialFields(place, roof, point);
        softFields(p, body, point);
    }

    /** Fields in the femur's frame; gives the distance to its notch. */
    private double femoralFields(double[] q, Point point) {
        double noise = point.noise[1];
        double bone = femur.distance(q[0], q[1], q[2]);
        if (Math.abs(bone) < 8) {
            bone -= femur.osteophyte(q[0], q[1], q[2], noise);
        }
        point.set(OEDEMA, Marrow.FAR);
        point.set(CYST, Marrow.FAR);
        point.set(FEMUR, bone);
        point.set(FEMORAL, femur.cartilage(q[0], q[1], q[2]) * (1 + 0.13 * point.noise[0]));
        point.set(POOL, fluid.pools(q[0], q[1], q[2], bone));
        point.set(FILM, fluid.film(q[0], q[1], q[2], noise));
        marrow(femur.marrow(), bone, q, point);
        return femur.notch(q[0], q[1], q[2]);
    }

    /** Fields in the patella's frame, into which {@code q} is turned from the femur's. */
    private void patellarFields(double[] q, Point point) {
        patellaAt.toPatella(q, q);
        double bone = patella.distance(q[0], q[1], q[2]);
        if (Math.abs(bone) < 8) {
            bone -= patella.osteophyte(q[0], q[1], q[2], point.noise[1]);
        }
        point.set(PATELLA, bone);
        point.set(PATELLAR, patella.cartilage(q[0], q[1], q[2]) * (1 + 0.13 * point.noise[0]));
        marrow(patella.marrow(), bone, q, point);
    }

    /** Fields of the tibia, and of what lies on it up to the notch, {@code roof} mm away. */
    private void tibialFields(double[] p, double roof, Point point) {
        double x = p[0];
        double y = p[1];
        double z = p[2];
        double noise = point.noise[1];
        double bone = tibia.distance(x, y, z);
        if (Math.abs(bone) < 8) {
            bone -= tibia.osteophyte(x, y, z, noise);
        }
        double t = tibia.cartilage(x, y, z) * (1 - 0.13 * point.noise[0]);
        point.set(TIBIA, bone);
        marrow(tibia.marrow(), bone, p, point);
        point.set(TIBIAL, t);
        point.set(FIBULA, tibia.fibula(x, y, z));
        double above = z - tibia.top(x, y);
        point.set(MEDIAL, menisci.distance(0, x, y, above - t));
        point.set(LATERAL, menisci.distance(1, x, y, above - t));
        int side = x < 0 ? 0 : 1;
        double e = Tibia.out(side == 0 ? Tibia.MEDIAL : Tibia.LATERAL, x, y) - menisci.rim(side);
        point.set(CAVITY, Math.max(Math.max(e * 16, -4 - above), Math.max(above - 12, -roof)));
        double middle = Shapes.ellipsoid(x, y - femurAt[1] + 9, z - femurAt[2] + 10, NOTCH);
        point.set(SYNOVIUM, Shapes.intersection(roof, middle, 4));
        point.set(ACROSS, x);
        point.set(NOISE, noise);
        point.set(LINING, fluid.synovium() * (0.8 + 0.4 * noise));
    }

    /** Lowers the fields of lesions by those of one bone, at a point of its frame that is {@code bone} mm from its surface. */
    private static void marrow(Marrow marrow, double bone, double[] p, Point point) {
        if (bone < REACH) {
            point.lower(OEDEMA, marrow.oedema(p[0], p[1], p[2], point.noise[1]));
            point.lower(CYST, marrow.cyst(p[0], p[1], p[2]));
        }
    }

    private void softFields(double[] p, double body, Point point) {
        double x = p[0];
        double y = p[1];
        double z = p[2];
        point.lower(POOL, fluid.cyst(x, y, z));
        point.set(FASCIA, body + soft.fat(y));
        point.set(MUSCLE, soft.muscle(x, y, z));
        point.set(SEAM, soft.seam(x, y, z));
        point.set(LIGAMENT, soft.ligament(x, y, z));
        point.set(TENDON, soft.tendon(x, y, z));
        point.set(VESSEL, soft.vessel(x, y, z));
        point.set(PAD, soft.pad(x, y, z));
    }
}
