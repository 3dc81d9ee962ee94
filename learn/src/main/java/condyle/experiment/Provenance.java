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
