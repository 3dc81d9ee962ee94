package condyle.net;

/**
 * What a network is made for.
 *
 * @param inputs channels in
 * @param classes channels out, the background being class 0
 * @param seed from which the first weights are drawn
 */
public record Task(int inputs, int classes, long seed) {
    public Task {
        if (inputs < 1 || classes < 2) {
            throw new IllegalArgumentException(
                    "network for " + inputs + " inputs and " + classes + " classes; expected at least 1 and 2");
        }
    }
}
