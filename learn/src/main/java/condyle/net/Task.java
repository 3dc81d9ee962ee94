package condyle.net;

/**
 * What a network is made for.
 *
 * @param inputs channels in
 * @param classes channels out, the background being class 0
 * @param seed from which the first weights are drawn
 * @param maps how many of the channels out, the last ones, are no classes but maps to regress: see {@link TwoHeaded}
 */
public record Task(int inputs, int classes, long seed, int maps) {
    public Task {
        if (inputs < 1 || classes - maps < 2 || maps < 0) {
            throw new IllegalArgumentException("network for " + inputs + " inputs and " + (classes - maps) + " classes"
                    + (maps == 0 ? "" : " and " + maps + " maps") + "; expected at least 1 and 2");
        }
    }

    /** Classes alone. */
    public Task(int inputs, int classes, long seed) {
        this(inputs, classes, seed, 0);
    }
}
