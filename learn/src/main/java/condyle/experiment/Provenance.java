package condyle.experiment;

import condyle.config.Build;
import condyle.tensor.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a result came from: program, engine, settings, and the SHA-256 of everything that went in.
 *
 * @param inputs file name to SHA-256; never a path, which may hold a patient's name
 */
public record Provenance(
        String notice,
        String version,
        String commit,
        String engine,
        Map<String, String> settings,
        Map<String, String> inputs) {
    public static final String NOTICE = "for research use only; not a medical device";

    /** Takes down the program that is running, with the settings and inputs given. */
    public static Provenance of(Map<String, String> settings, Map<String, String> inputs) {
        return new Provenance(NOTICE, Build.version(), Build.commit(), Engine.version(), settings, inputs);
    }

    /** Names whose values differ, or that stand on one side only. */
    static SortedSet<String> different(Map<String, String> one, Map<String, String> other) {
        SortedSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
        return names;
    }

    private SortedMap<String, String> all() {
        SortedMap<String, String> all = new TreeMap<>(settings);
        all.putAll(inputs);
        return all;
    }

    /**
     * Takes down what a fusion begins with; where one goes on, all must be as it was but for one setting.
     *
     * @param free the setting that may change
     * @throws IOException naming the first that has changed
     */
    public void begin(Run run, String free) throws IOException {
        if (Files.exists(run.provenance())) {
            Map<String, String> then =
                    Formats.YAML.read(run.provenance(), Provenance.class).all();
            SortedSet<String> changed = different(then, all());
            changed.remove(free);
            if (!changed.isEmpty()) {
                String name = changed.first();
                throw new IOException(run.folder() + ": " + name + " is not what this fusion began with: "
                        + then.getOrDefault(name, "none") + " then, " + all().getOrDefault(name, "none")
                        + " now; go on with the same, or choose another folder with -o");
            }
        }
        Files.createDirectories(run.folder());
        run.write(run.provenance(), this);
    }

    /** SHA-256 of a file's bytes, lower-case hexadecimal. */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
