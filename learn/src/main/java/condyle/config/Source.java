package condyle.config;

import java.util.Set;

/**
 * Where settings come from, for messages.
 *
 * @param name the file
 * @param overridden key paths that {@code --set} gave
 */
record Source(String name, Set<String> overridden) {
    ConfigException wrong(String path, String message) {
        boolean fromCommandLine = overridden.stream().anyMatch(o -> path.equals(o) || path.startsWith(o + "."));
        return new ConfigException(
                (fromCommandLine ? "--set" : name) + ": " + (path.isEmpty() ? "" : path + ": ") + message);
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
