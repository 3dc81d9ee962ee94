package condyle.train;

import condyle.config.Check;
import condyle.config.Registry;
import java.util.List;

/** The schedules known by name. */
public final class Schedules {
    /** Constant after a linear warm-up. */
    public record Constant(int warmup) {
        public static final Constant DEFAULTS = new Constant(0);

        public Constant {
            Check.atLeast("warmup", warmup, 0);
        }
    }

    /** Half a cosine from 1 to {@code floor} after a linear warm-up (doi:10.48550/arXiv.1608.03983, no restarts). */
    public record Cosine(int warmup, double floor) {
        public static final Cosine DEFAULTS = new Cosine(100, 0.01);

        public Cosine {
            Check.atLeast("warmup", warmup, 0);
            Check.within("floor", floor, 0, 1);
        }
    }

    /** (1 − progress)^power after a linear warm-up. */
    public record Polynomial(int warmup, double power) {
        public static final Polynomial DEFAULTS = new Polynomial(0, 0.9);

        public Polynomial {
            Check.atLeast("warmup", warmup, 0);
            Check.atLeast("power", power, 0);
        }
    }

    /**
     * Drops by a factor, after a linear warm-up from 0: at each of the steps in {@code at}, or, where that is empty, every
     * so many steps from the end of the warm-up on. Published work on IWOAI drops by 0.8 every epoch.
     *
     * @param every steps between two drops
     * @param floor the factor never falls below it
     */
    public record Drop(int warmup, double factor, int every, List<Integer> at, double floor) {
        public static final Drop DEFAULTS = new Drop(0, 0.8, 250, List.of(), 0);

        public Drop {
            Check.atLeast("warmup", warmup, 0);
            Check.within("factor", factor, 0, 1);
            Check.atLeast("every", every, 1);
            Check.within("floor", floor, 0, 1);
            at = List.copyOf(at);
        }

        double at(long step) {
            long drops = at.isEmpty()
                    ? Math.max(0, step - warmup) / every
                    : at.stream().filter(s -> step >= s).count();
            return warm(step, warmup) * Math.max(floor, Math.pow(factor, drops));
        }
    }

    /**
     * Half a cosine from 1 to {@code floor} between a quadratic warm-up and a tail at the floor, as YOLOX has it
     * (arXiv:2107.08430) and VGG16 U-Nets of knees were trained.
     *
     * @param share of the steps that the warm-up takes, which starts at {@code from}
     * @param tail share of the steps at the end that stay at the floor
     */
    public record CosineTail(double share, double from, double tail, double floor) {
        public static final CosineTail DEFAULTS = new CosineTail(0.03, 0.1, 0.05, 0.01);

        public CosineTail {
            Check.within("share", share, 0, 1);
            Check.within("from", from, 0, 1);
            Check.within("tail", tail, 0, 1);
            Check.within("floor", floor, 0, 1);
            if (share + tail > 1) {
                throw new IllegalArgumentException("tail: " + tail + " and share " + share + " leave no steps between");
            }
        }

        double at(long step, long total) {
            double warm = share * total;
            double end = (1 - tail) * total;
            if (step < warm) {
                return from + (1 - from) * Math.pow(step / warm, 2);
            }
            return step >= end
                    ? floor
                    : floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * (step - warm) / (end - warm)));
        }
    }

    public static final Registry<Void, Schedule> ALL = Registry.<Void, Schedule>of("schedule")
            .add("constant", Constant.DEFAULTS, (c, v) -> (step, total) -> warm(step, c.warmup()))
            .add("cosine", Cosine.DEFAULTS, (c, v) -> (step, total) -> {
                double half = 0.5 * (1 + Math.cos(Math.PI * progress(step, total, c.warmup())));
                return warm(step, c.warmup()) * (c.floor() + (1 - c.floor()) * half);
            })
            .add("cosine-tail", CosineTail.DEFAULTS, (c, v) -> c::at)
            .add("drop", Drop.DEFAULTS, (c, v) -> (step, total) -> c.at(step))
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
