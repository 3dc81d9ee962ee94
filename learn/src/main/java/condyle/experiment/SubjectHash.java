package condyle.experiment;

import condyle.data.Case;
import condyle.data.CaseTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Salted hashes in place of subjects' names: HMAC-SHA-256 (RFC 2104), its first 16 hexadecimal digits.
 *
 * <p>The salt is the table itself, so whoever has it gets the same hashes on any machine, and whoever has not would have to
 * guess all of its lines at once. A folder without a table counts as the list of its subjects and label maps.
 */
final class SubjectHash {
    private static final int DIGITS = 16;
    private static final String PURPOSE = "condyle subjects\n";

    private final byte[] salt;

    private SubjectHash(byte[] salt) {
        this.salt = salt;
    }

    static SubjectHash of(CaseTable table, Map<Case, Roster.Prints> prints) throws IOException {
        byte[] list = Files.isDirectory(table.file())
                ? prints.entrySet().stream()
                        .map(e -> e.getKey().subject() + "\t" + e.getValue().labels() + "\n")
                        .sorted()
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(table.file());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(PURPOSE.getBytes(StandardCharsets.UTF_8));
            return new SubjectHash(digest.digest(list));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hash of a name. */
    String of(String subject) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            byte[] hash = mac.doFinal(subject.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
