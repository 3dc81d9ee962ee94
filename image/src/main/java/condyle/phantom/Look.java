package condyle.phantom;

import condyle.image.Volume;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The families of images, by name: which contrasts and which scanners are drawn.
 *
 * <p>In files and on the command line a name is in lower case, with {@code -} for {@code _}: {@code pd-fs}.
 */
public enum Look {
    /** A fat-suppressed double-echo steady-state scan: marrow black, cartilage grey, fluid white. */
    DESS(Contrast::dess, Scanner::dess),
    /** The first echo of such a scan. */
    ECHO1(Contrast::echo1, Scanner::dess),
    /** The second echo: strongly T2-weighted, fluid very bright, the rest dark and noisy. */
    ECHO2(Contrast::echo2, Scanner::faint),
    /** Root of the sum of squares of the two echoes. */
    RSS(Contrast::rss, Scanner::dess),
    /** Proton density, fat bright. */
    PD(r -> SpinEcho.protonDensity(r).contrast(r), Scanner::flat),
    /** Proton density, fat suppressed. */
    PD_FS(r -> SpinEcho.protonDensity(r).suppressed(r).contrast(r), Scanner::flat),
    /** T1-weighted, fat bright. */
    T1(r -> SpinEcho.t1(r).contrast(r), Scanner::flat),
    /** T1-weighted, fat suppressed. */
    T1_FS(r -> SpinEcho.t1(r).suppressed(r).contrast(r), Scanner::flat),
    /** T2-weighted, fat bright. */
    T2(r -> SpinEcho.t2(r).contrast(r), Scanner::flat),
    /** T2-weighted, fat suppressed. */
    T2_FS(r -> SpinEcho.t2(r).suppressed(r).contrast(r), Scanner::flat),
    /** All that training should see: mostly of the DESS family, some fully random; good and bad scanners. */
    MIXED(Contrast::mixed, Scanner::random),
    /** Every material's brightness at random; good and bad scanners. */
    RANDOM(Contrast::random, Scanner::random);

    private interface Draw<T> {
        T from(RandomGenerator random);
    }

    private final Draw<Contrast> contrast;
    private final Draw<Scanner> scanner;

    Look(Draw<Contrast> contrast, Draw<Scanner> scanner) {
        this.contrast = contrast;
        this.scanner = scanner;
    }

    /** Draws how bright tissues are. */
    public Contrast contrast(RandomGenerator random) {
        return contrast.from(random);
    }

    /** Draws what the scanner does to them. */
    public Scanner scanner(RandomGenerator random) {
        return scanner.from(random);
    }

    /** Draws a contrast and a scanner and images the materials on their own grid. */
    public Volume image(Materials materials, RandomGenerator random) {
        Contrast drawn = contrast(random);
        return scanner(random).image(materials, drawn, random.nextLong());
    }

    /** All names as files write them. */
    public static List<String> names() {
        return Stream.of(values()).map(Look::toString).toList();
    }

    /**
     * The family of a name.
     *
     * @throws IllegalArgumentException listing the known names
     */
    public static Look of(String name) {
        for (Look look : values()) {
            if (look.toString().equalsIgnoreCase(name)) {
                return look;
            }
        }
        throw new IllegalArgumentException("unknown contrast '" + name + "'; known: " + String.join(", ", names()));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
