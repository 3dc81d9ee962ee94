package condyle.image;

import java.util.Locale;

/** Which knee: left, right, or not known. Real files often do not say. */
public enum Side {
    LEFT,
    RIGHT,
    UNKNOWN;

    /** The other knee; unknown stays unknown. */
    public Side mirrored() {
        return this == LEFT ? RIGHT : this == RIGHT ? LEFT : UNKNOWN;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
