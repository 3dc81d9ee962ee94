package condyle.train;

import condyle.config.Registry;

/** The schedules known by name. */
public final class Schedules {
    /** Constant after a linear warm-up. */
    public record Constant(int warmup) {
        public static final Constant DEFAULTS = new Constant(0);
    }

    /** Half a cosine from 1 to {@code floor} after a linear warm-up (doi:10.48550/arXiv.1608.03983, no restarts). */
    public record Cosine(int warmup, double floor) {
        public static final Cosine DEFAULTS = new Cosine(100, 0.01);
    }

    /** (1 − progress)^power after a linear warm-up. */
    public record Polynomial(int warmup, double power) {
        public static final Polynomial DEFAULTS = new Polynomial(0, 0.9);
    }

    public static final Registry<Void, Schedule> ALL = Registry.<Void, Schedule>of("schedule")
            .add("constant", Constant.DEFAULTS, (c, v) -> (step, total) -> warm(step, c.warmup()))
            .add("cosine", Cosine.DEFAULTS, (c, v) -> (step, total) -> {
                double half = 0.5 * (1 + Math.cos(Math.PI * progress(step, total, c.warmup())));
                return warm(step, c.warmup()) * (c.floor() + (1 - c.floor()) * half);
            })
            .add(
                    "polynomial",
                    Polynomial.DEFAULTS,
                    (c, v) -> (step, total) ->
                            warm(step, c.warmup()) * Math.pow(1 - progress(step, total, c.warmup()), c.power()));

    private Schedules() {}

    private static double warm(long step, int warmup) {
        return warmup > 0 ? Math.min(1, (step + 1.0) / warmup) : 1;
    }

    private static double progress(long step, long total, int warmup) {
        return total > warmup ? Math.max(0, (double) (step - warmup) / (total - warmup)) : 0;
    }
}
