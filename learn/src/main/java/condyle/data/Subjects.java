package condyle.data;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of subjects: one person spelt in two ways would be on both sides of a division. */
public final class Subjects {
    private Subjects() {}

    /**
     * What is left of a name without case, spaces, punctuation and leading zeros: {@code P-01}, {@code p 1} and {@code P001}
     * are alike; between two numbers a mark counts, so {@code 1-11} and {@code 11-1} are not.
     */
    public static String bare(String subject) {
        String marks = Normalizer.normalize(subject, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
                .strip();
        return marks.replaceAll("(?<!\\p{N}) | (?!\\p{N})", "").replaceAll("(?<!\\p{N})0+(?=\\p{N})", "");
    }

    /**
     * Refuses two spellings of what is most likely one name.
     *
     * @throws IOException naming the two lines
     */
    static void requireOneSpelling(Path table, List<Case> cases) throws IOException {
        Map<String, Case> seen = new HashMap<>();
        for (Case c : cases) {
            Case other = seen.putIfAbsent(bare(c.subject()), c);
            if (other != null && !other.subject().equals(c.subject())) {
                throw new IOException(table + ": lines " + other.line() + " and " + c.line() + ": subjects '"
                        + other.subject() + "' and '" + c.subject()
                        + "' differ only in case, spaces, punctuation or leading zeros; write one person's name one "
                        + "way, and make two people's names differ in letters or numbers");
            }
        }
    }
}
