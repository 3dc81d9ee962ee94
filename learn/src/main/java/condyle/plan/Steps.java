package condyle.plan;

import condyle.image.Size;
import java.util.List;

/**
 * A phase of a stage: so many steps on patches of a shape.
 *
 * @param foreground share of patches centred on a tissue
 */
record Steps(Shape shape, long count, double foreground, Kind kind) {
    /** What a phase is for. */
    enum Kind {
        ONLY,
        FIRST,
        LAST
    }

    /** Share of the time for the patches that come first. */
    private static final double FIRST_TIME = 0.7;
    /** Steps of the patches that come after them: enough for norms and background to settle. */
    private static final int LAST = 40;
    /** Steps of slices, which learn from the first one on. */
    private static final int SLICES = 500;

    private static final double FIRST_ON_TISSUE = 0.9;
    private static final double ON_TISSUE = 0.67;

    /** Steps that a patch is worth having for, were all the stage's time spent on them. */
    static int least(Size patch) {
        return Shaping.thin(patch) ? SLICES : (int) (LAST / (1 - FIRST_TIME));
    }

    /** The phases of a stage: patches half as long, about tissues, first; of slices and the smallest patches only one. */
    static List<Steps> of(Layout.Pass pass) {
        Shape shape = pass.shape();
        double seconds = 60 * pass.shaping().minutes();
        if (!Shaping.thin(shape.patch())) {
            Shape half = pass.shaping().halved(pass.ground(), shape);
            if (!half.patch().equals(shape.patch())) {
                double tissue = shape.share(pass.ground().grid()) == 1 ? 0 : ON_TISSUE;
                return List.of(
                        new Steps(half, count(FIRST_TIME * seconds, half), FIRST_ON_TISSUE, Kind.FIRST),
                        new Steps(shape, count((1 - FIRST_TIME) * seconds, shape), tissue, Kind.LAST));
            }
        }
        return List.of(new Steps(shape, count(seconds, shape), ON_TISSUE, Kind.ONLY));
    }

    private static long count(double seconds, Shape shape) {
        return Math.max(1, Math.min(250_000, Math.round(seconds / shape.seconds())));
    }

    String reason() {
        return "a step takes about " + Words.time(shape.seconds()) + " here, so these "
                + Words.time(count * shape.seconds());
    }

    String patchReason(Layout.Pass pass) {
        if (kind == Kind.FIRST) {
            return "half as long as later: eight times as many steps; from whole knees nothing is learnt for hundreds";
        }
        Size grid = pass.ground().grid();
        String holds = Words.percent(shape.share(grid)) + " of a scan of " + grid + "; ";
        String takes = Words.memory(shape.bytes()) + " of memory";
        return switch (shape.limit()) {
            case KNEE ->
                pass.ground().flat()
                        ? "a slice of a scan of " + grid + "; a step takes " + takes
                        : "a whole scan of " + grid + "; a step takes " + takes;
            case MEMORY -> holds + "a larger one needs more memory than the " + takes + " of this";
            case TIME ->
                holds + "a larger one would leave fewer than " + (kind == Kind.LAST ? LAST : least(shape.patch()))
                        + " steps; " + takes;
        };
    }

    String foregroundReason() {
        if (foreground == 0) {
            return "a patch holds the knee wherever it lies";
        }
        return kind == Kind.FIRST
                ? "most patches lie about a tissue, each tissue as often as another"
                : "the others lie anywhere: what is no tissue must be learnt too";
    }
}
