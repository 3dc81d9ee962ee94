package condyle.data;

import condyle.config.Check;
import java.util.List;

/**
 * Subjects held out of training to validate on: named, or a share of all drawn by the seed; none of both holds out none.
 *
 * @param subjects names as the table has them
 * @param share of the subjects, 0 to below 1; at least one subject where it is above 0
 */
public record Held(List<String> subjects, double share) {
    public static final Held DEFAULTS = new Held(List.of(), 0);

    public Held {
        subjects = List.copyOf(subjects);
        Check.belowOne("share", share);
        if (share > 0 && !subjects.isEmpty()) {
            throw new IllegalArgumentException("share: " + share + " stands beside named subjects; give one of them");
        }
    }
}
