package condyle.data;

import condyle.config.Check;

/**
 * Where patches lie in a knee.
 *
 * @param foreground share of patches centred on one of the classes, drawn with equal chance for each
 * @param draw how the others are placed
 * @param redraw how often a patch without any tissue is drawn anew before it is taken as it is
 */
public record Sampling(double foreground, Draw draw, int redraw) {
    /** How a patch is placed without regard to tissues. */
    public enum Draw {
        /** Anywhere with equal chance. */
        UNIFORM,
        /** About the middle: normal with a quarter of the room on each side as deviation, cut at the border. */
        NORMAL
    }

    public Sampling {
        Check.within("foreground", foreground, 0, 1);
        Check.within("redraw", redraw, 0, 100);
    }
}
