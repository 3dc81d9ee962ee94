package condyle.phantom;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Women's and men's knees: men's are larger by an eighth, women's are narrower for their depth. */
public enum Sex {
    FEMALE(0.948, 0.99),
    MALE(1.072, 1.01);

    private static final double SPREAD = 0.04;
    private static final double LEAST = 0.84;
    private static final double MOST = 1.26;

    private final double size;
    private final double width;

    Sex(double size, double width) {
        this.size = size;
        this.width = width;
    }

    /** Size against the shapes as they are drawn. */
    double size(RandomGenerator r) {
        return Math.max(LEAST, Math.min(MOST, size + SPREAD * r.nextGaussian()));
    }

    /** Width against depth. */
    double width() {
        return width;
    }

    /** In lower case, as files have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
