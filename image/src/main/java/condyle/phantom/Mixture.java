package condyle.phantom;

import java.util.List;
import java.util.random.RandomGenerator;

/** The contrasts that training sees, and how often each. */
final class Mixture {
    private interface Draw {
        Contrast from(RandomGenerator random);
    }

    private record Part(double share, Draw draw) {}

    private static final List<Part> PARTS = List.of(
            new Part(0.12, Contrast::random),
            new Part(0.06, Contrast::unsuppressed),
            new Part(0.05, Contrast::darkFluid),
            new Part(0.12, Contrast::echo2),
            new Part(0.19, Contrast::echo1),
            new Part(0.08, Contrast::rss),
            new Part(0.03, Look.PD::contrast),
            new Part(0.04, Look.PD_FS::contrast),
            new Part(0.01, Look.T1::contrast),
            new Part(0.02, Look.T1_FS::contrast),
            new Part(0.01, Look.T2::contrast),
            new Part(0.03, Look.T2_FS::contrast));

    private Mixture() {}

    /** Draws by the shares; what they leave of 1 is {@link Contrast#dess}. */
    static Contrast draw(RandomGenerator random) {
        double u = random.nextDouble();
        for (Part part : PARTS) {
            if (u < part.share) {
                return part.draw.from(random);
            }
            u -= part.share;
        }
        return Contrast.dess(random);
    }
}
