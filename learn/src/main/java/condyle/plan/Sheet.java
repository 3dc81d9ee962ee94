package condyle.plan;

import java.util.ArrayList;
import java.util.List;

/** Lines of YAML, each with the reason as a comment: behind it in one column, or above it where the two are too long. */
final class Sheet {
    private static final int COLUMN = 44;

    private static final int WIDTH = 120;
    /** Text that stands as it is; anything else is quoted. */
    private static final String PLAIN = "[A-Za-z_/.][A-Za-z0-9_./ -]*";

    private record Line(String text, String reason) {}

    private final List<Line> lines = new ArrayList<>();

    /** A line and its reason, which may be empty. */
    Sheet add(String text, String reason) {
        lines.add(new Line(text, reason));
        return this;
    }

    /** A comment that is a line of its own, as far in as its text. */
    Sheet remark(String text) {
        int indent = text.length() - text.stripLeading().length();
        return add(" ".repeat(indent) + "# " + text.strip(), "");
    }

    /** A text as YAML takes it. */
    static String quoted(String text) {
        boolean word = text.matches("(?i)true|false|yes|no|on|off|y|n|null");
        return text.matches(PLAIN) && !word && text.strip().equals(text)
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Line line : lines) {
            String text = line.text;
            if (!line.reason.isEmpty() && text.length() < COLUMN && COLUMN + line.reason.length() + 2 <= WIDTH) {
                text += " ".repeat(COLUMN - text.length()) + "# " + line.reason;
            } else if (!line.reason.isEmpty()) {
                int indent = text.length() - text.stripLeading().length();
                out.append(" ".repeat(indent)).append("# ").append(line.reason).append('\n');
            }
            out.append(text).append('\n');
        }
        return out.toString();
    }
}
