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
        WHOLE
    }

    /** From whole knees a network learns nothing for hundreds of steps. */
    private static final double MUCH = 0.5;
    /** Share of the time for the patches that come first. */
    private static final double FIRST_TIME = 0.7;

    private static final double ON_TISSUE = 0.9;

    /** The phases of a stage: small patches about tissues first where its own hold half of the knee or more. */
    static List<Steps> of(Layout.Pass pass) {
        Shape shape = pass.shape();
        double seconds = 60 * pass.shaping().minutes();
        if (pass.ground().flat() || shape.share(pass.ground().grid()) < MUCH) {
            return List.of(new Steps(shape, count(seconds, shape), ON_TISSUE, Kind.ONLY));
        }
        Shape half = pass.shaping().halved(pass.ground(), shape);
        if (half.patch().equals(shape.patch())) {
            return List.of(new Steps(shape, count(seconds, shape), ON_TISSUE, Kind.ONLY));
        }
        return List.of(
                new Steps(half, count(FIRST_TIME * seconds, half), ON_TISSUE, Kind.FIRST),
                new Steps(shape, count((1 - FIRST_TIME) * seconds, shape), 0, Kind.WHOLE));
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
            return "half as long as later: from whole knees nothing is learnt for hundreds of steps";
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
            case TIME -> holds + "with a larger one there would be fewer than " + Shaping.STEPS + " steps; " + takes;
        };
    }

    String foregroundReason() {
        return kind == Kind.WHOLE
                ? "a patch holds the knee wherever it lies"
                : "most patches lie about a tissue, each tissue as often as another";
    }
}
