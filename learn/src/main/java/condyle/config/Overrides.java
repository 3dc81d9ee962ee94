package condyle.config;

import condyle.config.Node.Mapping;
import condyle.config.Node.Scalar;
import condyle.config.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Settings from the command line, {@code a.b.c=value} with the value in YAML, laid over a file's. */
final class Overrides {
    private Overrides() {}

    /** Lays the texts over the root in order and gives the key paths they set. */
    static Set<String> apply(Mapping root, List<String> texts) {
        Set<String> paths = new LinkedHashSet<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String path = equals < 1 ? "" : text.substring(0, equals).strip();
            if (path.isEmpty() || List.of(path.split("\\.", -1)).contains("")) {
                throw new ConfigException("--set: '" + text + "' names no key; expected for example train.rate=3e-3");
            }
            Node value = YamlText.parse("--set " + path, text.substring(equals + 1));
            set(root, path, value);
            paths.add(path);
        }
        return paths;
    }

    private static void set(Mapping root, String path, Node value) {
        String[] keys = path.split("\\.");
        Node at = root;
        for (int i = 0; i < keys.length; i++) {
            boolean last = i == keys.length - 1;
            if (at instanceof Sequence sequence) {
                int item = item(sequence, keys[i], path);
                if (last) {
                    sequence.items().set(item, value);
                }
                at = sequence.items().get(item);
            } else if (at instanceof Mapping mapping) {
                at = child(mapping, keys[i], last ? value : null);
            } else {
                String before = String.join(".", List.of(keys).subList(0, i));
                throw new ConfigException(
                        "--set: " + path + ": " + before + " holds " + at.shown() + " and has no keys below it");
            }
        }
    }

    /** Puts the value, or finds what is there, making an empty object where nothing is. */
    private static Node child(Mapping mapping, String key, Node value) {
        Node there = mapping.entries().get(key);
        if (value == null && there != null && !(there instanceof Scalar s && s.empty())) {
            return there;
        }
        Node put = value == null ? new Mapping(new LinkedHashMap<>(), true) : value;
        mapping.entries().put(key, put);
        return put;
    }

    private static int item(Sequence sequence, String key, String path) {
        int size = sequence.items().size();
        if (key.matches("[0-9]{1,9}") && Integer.parseInt(key) < size) {
            return Integer.parseInt(key);
        }
        throw new ConfigException("--set: " + path + ": '" + key + "' is no place in a list of " + size
                + "; expected 0 to " + (size - 1));
    }
}
