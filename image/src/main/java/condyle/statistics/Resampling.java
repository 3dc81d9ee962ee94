package condyle.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often is resampled and from which seed; the draws of so many subjects are made once. */
final class Resampling {
    private final int resamples;
    private final long seed;
    private final Map<Integer, Bootstrap> bySubjects = new ConcurrentHashMap<>();

    Resampling(int resamples, long seed) {
        this.resamples = resamples;
        this.seed = seed;
    }

    Bootstrap of(int subjects) {
        return bySubjects.computeIfAbsent(subjects, n -> Bootstrap.of(n, resamples, seed));
    }
}
