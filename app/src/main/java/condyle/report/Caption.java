package condyle.report;

/**
 * Words around a picture.
 *
 * @param title the case, named after its input
 * @param subtitle what else is known in one line, such as the grid and the model; may be empty
 * @param side such as {@code right (estimated)}; may be empty
 * @param warning why not to trust what is shown, in one line; may be empty
 */
public record Caption(String title, String subtitle, String side, String warning) {
    /** What stands below every picture and page. */
    public static final String USE = "For research use only; not a medical device.";

    public Caption(String title, String subtitle, String side) {
        this(title, subtitle, side, "");
    }
}
