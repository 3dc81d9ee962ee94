package condyle.config;

import condyle.config.Node.Mapping;
import condyle.config.Node.Scalar;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads strict YAML into records, and writes records as YAML.
 *
 * <p>The file has exactly the components of the record as keys. A component may be int, long, double, boolean, String,
 * Path, an enum (lower case, {@code -} for {@code _}), a record, a {@link Choice}, or an Optional, List or
 * String-keyed Map of these. Two to four numbers of one type, such as a Size, may be written as a list; where the record has a maker {@code of(number)}, as Vec has,
 * one number stands for all of them.
 *
 * <p><b>Defaults.</b> A record may have a {@code static final} constant {@code DEFAULTS} of its own type. What a file
 * leaves out is taken from there; a component that is null there, or a record without it, must be given, and an Optional
 * may always be left out. The compact constructor checks ranges ({@link Check}) and lets null pass where null means
 * "must be given". A given list or map replaces the default one.
 *
 * <p><b>Registries.</b> A component of type {@link Choice} is bound through the registry given under the component's
 * name. Its object has the key {@code type} and the keys of that entry's settings.
 *
 * <p>Every complaint is a {@link ConfigException} with one line.
 */
public final class Yaml {
    private final Map<String, Registry<?, ?>> registries;
    private final Record under;

    public Yaml() {
        this(Map.of(), null);
    }

    private Yaml(Map<String, Registry<?, ?>> registries, Record under) {
        this.registries = registries;
        this.under = under;
    }

    /** This reader, taking also choices in components of the given name. */
    public Yaml with(String component, Registry<?, ?> registry) {
        Map<String, Registry<?, ?>> all = new LinkedHashMap<>(registries);
        all.put(component, registry);
        return new Yaml(all, under);
    }

    /**
     * This reader, taking what a file leaves out from a record with some of its keys.
     *
     * <p>Objects in lists meet by their place. A value that the file gives is taken whole.
     */
    public Yaml over(Record settings) {
        return new Yaml(registries, settings);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException if there is no such file, or it does not fit the record
     * @throws IOException if the file cannot be read
     */
    public <T extends Record> T read(Path file, Class<T> type) throws IOException {
        return read(file, type, List.of());
    }

    /** Reads a file with settings from the command line, {@code a.b.c=value}, laid over it in order. */
    public <T extends Record> T read(Path file, Class<T> type, List<String> overrides) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(
                    file + (Files.exists(file) ? ": not a file" : ": no such file") + "; expected settings in YAML");
        }
        if (Files.size(file) > 4L * YamlText.MAX_CHARACTERS) {
            throw new ConfigException(file + ": " + Files.size(file) + " bytes are too many for settings");
        }
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8), type, overrides);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": not a text in UTF-8; expected settings in YAML");
        }
    }

    /** Reads a text; {@code name} stands for the file in messages. */
    public <T extends Record> T parse(String name, String text, Class<T> type, List<String> overrides) {
        Node root = YamlText.parse(name, text);
        if (root instanceof Scalar s && s.empty()) {
            root = new Mapping(new LinkedHashMap<>(), false);
        }
        Set<String> overridden = Set.of();
        if (root instanceof Mapping mapping) {
            overridden = Overrides.apply(mapping, overrides);
            if (under != null && Printer.node(under) instanceof Mapping settings) {
                Underlay.fill(mapping, settings);
            }
        }
        return new Binder(new Source(name, overridden), registries).bind(type, root);
    }

    /**
     * A file of unknown keys, JSON or YAML, as maps, lists and texts; numbers and words are texts as they were written.
     *
     * @throws IOException if the file cannot be read or holds no object
     */
    public static Map<String, Object> plain(Path file) throws IOException {
        if (Files.size(file) > 4L * YamlText.MAX_CHARACTERS) {
            throw new ConfigException(file + ": " + Files.size(file) + " bytes are too many for a list of data");
        }
        Node root;
        try {
            root = YamlText.parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": not a text in UTF-8; expected JSON");
        }
        if (!(root instanceof Mapping mapping)) {
            throw new ConfigException(file + ": holds " + root.shown() + "; expected an object");
        }
        Map<String, Object> out = new LinkedHashMap<>();
        mapping.entries().forEach((key, node) -> out.put(key, plain(node)));
        return out;
    }

    private static Object plain(Node node) {
        if (node instanceof Mapping mapping) {
            Map<String, Object> out = new LinkedHashMap<>();
            mapping.entries().forEach((key, inner) -> out.put(key, plain(inner)));
            return out;
        }
        return node instanceof Node.Sequence s
                ? s.items().stream().map(Yaml::plain).toList()
                : ((Scalar) node).text();
    }

    /** Writes every setting, defaults included, as YAML that reads back to an equal record. */
    public String print(Record settings) {
        return Printer.print(settings);
    }

    /** Writes every setting as JSON, which {@link #read} takes as well. */
    public String json(Record settings) {
        return Json.write(Printer.node(settings));
    }

    /** JSON Schema (2020-12) of the files that {@link #read} takes, ranges left out. */
    public String schema(Class<? extends Record> type) {
        return new Schema(registries).of(type);
    }
}
