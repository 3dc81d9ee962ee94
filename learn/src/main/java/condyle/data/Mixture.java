package condyle.data;

/**
 * Patches of two sources: number n is the second one's with a chance of {@code share}, else the first one's.
 *
 * <p>Which of the two depends on the seed and n alone.
 */
public record Mixture(Samples first, Samples second, double share, long seed) implements Samples {
    @Override
    public Sample at(long number) {
        // A generator of its own: the sources draw from the number as well.
        return Seeds.random(seed, ~number).nextDouble() < share ? second.at(number) : first.at(number);
    }
}
