package condyle.config;

import java.util.LinkedHashMap;
import java.util.List;

/** YAML as it was written, before it has types. */
sealed interface Node {
    /** One word or text; {@code plain} means written without quotes. */
    record Scalar(String text, boolean plain) implements Node {
        boolean empty() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    record Sequence(List<Node> items) implements Node {}

    /** Keys in order; {@code partial} where only overrides made it, so that what it leaves out keeps its default. */
    record Mapping(LinkedHashMap<String, Node> entries, boolean partial) implements Node {}

    /** As a message shows it. */
    default String shown() {
        if (this instanceof Scalar s) {
            return s.empty() ? "nothing" : "'" + s.text() + "'";
        }
        return this instanceof Sequence ? "a list" : "an object with keys";
    }
}
