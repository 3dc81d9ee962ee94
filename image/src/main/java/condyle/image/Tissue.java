package condyle.image;

/**
 * One label of a scheme: its number in the file (1–255), its name, and its colour as 0xRRGGBB.
 *
 * @throws IllegalArgumentException if the number is out of range
 */
public record Tissue(int number, String name, int color) {
    public Tissue {
        if (number < 1 || number > 255) {
            throw new IllegalArgumentException(
                    "tissue '" + name + "': number " + number + " is out of range, expected 1–255");
        }
    }
}
