package condyle.phantom;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What ails a knee: each finding from 0 (none) to 4 (as bad as it gets), after the manner of semi-quantitative MRI scores.
 *
 * <p>Differs from them (MOAKS, doi:10.1016/j.joca.2011.05.004): one grade for the whole knee, and 0–4 throughout.
 *
 * @param cartilage loss, from thinning to several places down to the bone
 * @param osteophytes lips of bone at the joint's margins, up to about 5 mm
 * @param marrow lesions of the marrow (oedema) below the cartilage
 * @param cysts cysts below the cartilage
 * @param effusion fluid in the joint
 * @param synovitis thickened synovium at the border of the fluid
 * @param baker cyst behind the knee, on the medial side
 * @param extrusion how far menisci, the medial one more, stand out of the joint, up to about 5 mm
 * @param tears of the menisci, 4 with a part of one gone
 * @throws IllegalArgumentException if a grade lies outside of 0–4
 */
public record Grades(
        int cartilage,
        int osteophytes,
        int marrow,
        int cysts,
        int effusion,
        int synovitis,
        int baker,
        int extrusion,
        int tears) {
    /** The worst grade. */
    public static final int WORST = 4;

    /** A healthy knee. */
    public static final Grades NONE = all(0);

    /** Names of the findings, in the order of {@link #values}. */
    public static final List<String> NAMES = List.of(
            "cartilage", "osteophytes", "marrow", "cysts", "effusion", "synovitis", "baker", "extrusion", "tears");

    private static final double[] SEVERITY = {0.34, 0.6, 0.8, 0.94, 1};
    /** How many grades a finding stays behind the knee's severity, in the mean. */
    private static final double[] BEHIND = {0, 0, 0.4, 0.8, 0.3, 0.7, 1.2, 0.5, 0.3};

    private static final double SPREAD = 0.9;

    public Grades {
        int[] all = {cartilage, osteophytes, marrow, cysts, effusion, synovitis, baker, extrusion, tears};
        for (int i = 0; i < all.length; i++) {
            if (all[i] < 0 || all[i] > WORST) {
                throw new IllegalArgumentException(
                        "grades: " + NAMES.get(i) + " is " + all[i] + "; expected 0 to " + WORST);
            }
        }
    }

    private static Grades of(int[] g) {
        return new Grades(g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7], g[8]);
    }

    /** The same grade for every finding. */
    public static Grades all(int grade) {
        return new Grades(grade, grade, grade, grade, grade, grade, grade, grade, grade);
    }

    /** Draws a severity, a third of them 0, and findings that lie about it. */
    public static Grades draw(RandomGenerator r) {
        double u = r.nextDouble();
        int severity = 0;
        while (u > SEVERITY[severity]) {
            severity++;
        }
        int[] g = new int[NAMES.size()];
        for (int i = 0; i < g.length; i++) {
            // The cartilage's grade is the severity itself: it decides what a network sees most.
            double drawn = i == 0 ? severity : severity - BEHIND[i] + SPREAD * r.nextGaussian();
            g[i] = clamp((int) Math.round(drawn));
        }
        return of(g);
    }

    /** The grades some years later: fluid and synovitis come and go, all else stays or gets worse by one. */
    Grades later(RandomGenerator r) {
        int[] g = new int[NAMES.size()];
        for (int i = 0; i < g.length; i++) {
            boolean passing = i >= 4 && i <= 6;
            double u = r.nextDouble();
            int by = u < 0.35 ? 1 : passing && u > 0.75 ? -1 : 0;
            g[i] = clamp(values().get(i) + by);
        }
        return of(g);
    }

    private static int clamp(int grade) {
        return Math.max(0, Math.min(WORST, grade));
    }

    /** The grades in the order of {@link #NAMES}. */
    public List<Integer> values() {
        return List.of(cartilage, osteophytes, marrow, cysts, effusion, synovitis, baker, extrusion, tears);
    }
}
