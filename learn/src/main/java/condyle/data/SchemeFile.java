package condyle.data;

import condyle.config.ConfigException;
import condyle.config.Yaml;
import condyle.image.LabelSet;
import condyle.image.Tissue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Label schemes as people name them: a known name, or a YAML file.
 *
 * <pre>{@code
 * name: mine
 * tissues:
 *   - {number: 1, name: femur}
 *   - {number: 2, name: femoral cartilage, color: "3BA3E8"}
 * }</pre>
 */
public final class SchemeFile {
    /** The known names, for messages. */
    public static final String NAMES = LabelSet.ALL.stream().map(LabelSet::name).collect(Collectors.joining(", "));

    /** Colours for tissues that neither the file nor {@link LabelSet#CONDYLE} gives one. */
    private static final int[] SPARE = {0xE07B9A, 0x6FC3C0, 0xC7D36F, 0x8D9BE0, 0xD9A679, 0xA0D995};

    /** One line of a scheme's file. */
    record Entry(int number, String name, Optional<String> color) {}

    /** A scheme's file. */
    record Scheme(String name, List<Entry> tissues) {}

    private SchemeFile() {}

    /**
     * The scheme of a name or a file.
     *
     * @param folder that a relative path starts from
     * @throws ConfigException if it is neither
     * @throws IOException if the file is wrong
     */
    public static LabelSet of(String nameOrFile, Path folder) throws IOException {
        for (LabelSet known : LabelSet.ALL) {
            if (known.name().equals(nameOrFile)) {
                return known;
            }
        }
        Path file = folder.resolve(nameOrFile);
        if (!Files.exists(file)) {
            throw new ConfigException(
                    "unknown label scheme '" + nameOrFile + "'; known: " + NAMES + ", or a YAML file");
        }
        Scheme scheme = new Yaml().read(file, Scheme.class);
        try {
            return new LabelSet(
                    scheme.name(),
                    scheme.tissues().stream()
                            .map(e -> new Tissue(e.number(), e.name(), color(e)))
                            .toList());
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /** A colour for a tissue that has none: ours, where we know its name. */
    static int color(int number, String name) {
        return LabelSet.CONDYLE.tissues().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .map(Tissue::color)
                .orElse(SPARE[Math.floorMod(number, SPARE.length)]);
    }

    private static int color(Entry e) {
        if (e.color().isPresent()) {
            String text = e.color().get().replace("#", "");
            if (!text.matches("[0-9a-fA-F]{6}")) {
                throw new IllegalArgumentException("tissue '" + e.name() + "': color '"
                        + e.color().get() + "', expected six hexadecimal digits such as 3BA3E8");
            }
            return Integer.parseInt(text, 16);
        }
        return color(e.number(), e.name());
    }
}
