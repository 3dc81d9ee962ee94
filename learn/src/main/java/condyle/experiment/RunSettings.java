package condyle.experiment;

import condyle.config.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The settings that two runs of one experiment share: all but the seed, where the cases lie, and what machine it ran on. */
public final class RunSettings {
    private static final Set<String> OWN = Set.of("seed", "threads", "device", "cases.table");

    private RunSettings() {}

    /**
     * Refuses two runs of one name whose experiments differ in more than the seed, where they were, and on what machine.
     *
     * @throws IOException naming the first key that differs
     */
    public static void requireOneExperiment(Path a, Path b) throws IOException {
        Path first = new Run(a).experiment();
        Path second = new Run(b).experiment();
        if (!Files.exists(first) || !Files.exists(second)) {
            return;
        }
        Map<String, String> left = settings(first);
        Map<String, String> right = settings(second);
        Set<String> keys = new LinkedHashSet<>(left.keySet());
        keys.addAll(right.keySet());
        for (String key : keys) {
            if (!left.getOrDefault(key, "nothing").equals(right.getOrDefault(key, "nothing"))) {
                throw new IOException(first + " and " + second + " have one name, '" + left.get("name") + "', but "
                        + key
                        + " is " + left.getOrDefault(key, "nothing") + " and " + right.getOrDefault(key, "nothing")
                        + "; only runs that differ by their seed are pooled; give one another name: NAME=" + b);
            }
        }
    }

    private static Map<String, String> settings(Path experiment) throws IOException {
        Map<String, String> out = new TreeMap<>();
        flatten("", Yaml.plain(experiment), out);
        out.keySet().removeAll(OWN);
        return out;
    }

    private static void flatten(String key, Object value, Map<String, String> out) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((k, v) -> flatten(key.isEmpty() ? k.toString() : key + "." + k, v, out));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                flatten(key + "[" + i + "]", list.get(i), out);
            }
        } else {
            out.put(key, String.valueOf(value));
        }
    }
}
