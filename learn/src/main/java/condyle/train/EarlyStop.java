package condyle.train;

import condyle.config.Check;

/**
 * Ends a phase once validation has not improved for so many epochs; the weights of the best epoch are kept.
 *
 * <p>An epoch is better only if it is strictly so; one whose value is NaN never is. Each phase begins to compare anew, since
 * its patches and its loss are others: a phase that ends early hands its last weights on to the next one, and the network
 * ends with those of the last phase's best epoch.
 *
 * @param epochs that may pass without a better one
 * @param watch what is compared
 */
public record EarlyStop(int epochs, Value watch) {
    /** What of validation is compared. */
    public enum Value {
        /** The mean Dice, which should rise. */
        DICE,
        /** The loss, which should fall; of a sum whose weights change in the phase the values of two epochs are not of one scale. */
        LOSS;

        double of(Worth worth) {
            return this == DICE ? worth.dice() : worth.loss();
        }

        boolean better(double value, double than) {
            return Double.isNaN(than) ? !Double.isNaN(value) : this == DICE ? value > than : value < than;
        }
    }

    /** What stands where a file says nothing. */
    public static final EarlyStop DEFAULTS = new EarlyStop(20, Value.DICE);

    public EarlyStop {
        Check.atLeast("epochs", epochs, 1);
    }
}
