package condyle.train;

/**
 * How good what was learnt so far is, on knees never trained on.
 *
 * @param dice mean over what occurs, background left out; NaN if nothing does
 * @param loss mean loss
 */
public record Worth(double dice, double loss) {}
