package condyle.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SHA-256 of an input: of a file's bytes, or of the lines "SHA-256 of a file", sorted, for a folder's files. */
public final class Fingerprint {
    private static final int BRIEF = 12;

    private Fingerprint() {}

    /** The fingerprint of a file or folder. */
    public static String of(Path input) throws IOException {
        if (!Files.isDirectory(input)) {
            return Provenance.sha256(input);
        }
        List<Path> files;
        try (Stream<Path> children = Files.list(input)) {
            files = children.filter(f -> Files.isRegularFile(f)
                            && !f.getFileName().toString().startsWith("."))
                    .toList();
        }
        try {
            return ofText(files.parallelStream().map(Fingerprint::line).sorted().collect(Collectors.joining()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** SHA-256 of a text in UTF-8, lower-case hexadecimal. */
    static String ofText(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its first digits, as messages show it. */
    public static String brief(String sha) {
        return sha.length() <= BRIEF ? sha : sha.substring(0, BRIEF) + "…";
    }

    private static String line(Path file) {
        try {
            return Provenance.sha256(file) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
