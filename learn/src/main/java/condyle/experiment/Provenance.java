package condyle.experiment;

import condyle.tensor.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

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
        Properties program = program();
        return new Provenance(
                NOTICE,
                program.getProperty("version", "unknown"),
                program.getProperty("commit", "unknown"),
                "libtorch " + Engine.version(),
                settings,
                inputs);
    }

    private static Properties program() {
        Properties p = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream("/condyle/version.properties")) {
            if (in != null) {
                p.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return p;
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
