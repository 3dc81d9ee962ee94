package condyle.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Names in messages: the nearest known one, enum constants as files write them. */
final class Names {
    private Names() {}

    /** {@code unknown KIND 'name'}, the nearest known name if one is near, and all known names. */
    static String unknown(String what, String name, Collection<String> known) {
        String near =
                nearest(name, known).map(n -> "did you mean '" + n + "'? ").orElse("");
        return what + "; " + near + "known: " + String.join(", ", known);
    }

    /** The known name with the fewest edits, if these are at most a third of its letters. */
    static Optional<String> nearest(String name, Collection<String> known) {
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String k : known) {
            int edits = edits(name.toLowerCase(Locale.ROOT), k.toLowerCase(Locale.ROOT));
            if (edits < fewest && 3 * edits <= Math.max(3, k.length())) {
                best = k;
                fewest = edits;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Letters to insert, delete or replace (Levenshtein); two swapped neighbours count as one edit. */
    private static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    /** {@code SOME_NAME} as a file writes it: {@code some-name}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
