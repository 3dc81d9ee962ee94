package condyle.config;

import condyle.config.Node.Mapping;
import condyle.config.Node.Scalar;
import condyle.config.Node.Sequence;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

/** Nodes to JSON: a number, true or false that was no text stands as it is, any other scalar is a string. */
final class Json {
    private static final Pattern LITERAL = Pattern.compile("-?[0-9].*|true|false");

    private Json() {}

    static String write(Node node) {
        StringBuilder out = new StringBuilder();
        write(out, node, "\n");
        return out.append('\n').toString();
    }

    private static void write(StringBuilder out, Node node, String newline) {
        if (node instanceof Scalar s) {
            out.append(s.plain() && LITERAL.matcher(s.text()).matches() ? s.text() : quoted(s.text()));
        } else if (node instanceof Sequence s) {
            out.append('[');
            for (int i = 0; i < s.items().size(); i++) {
                out.append(i == 0 ? "" : ", ");
                write(out, s.items().get(i), newline + "  ");
            }
            out.append(']');
        } else {
            out.append('{');
            Iterator<Map.Entry<String, Node>> entries =
                    ((Mapping) node).entries().entrySet().iterator();
            boolean any = entries.hasNext();
            while (entries.hasNext()) {
                Map.Entry<String, Node> e = entries.next();
                out.append(newline).append("  ").append(quoted(e.getKey())).append(": ");
                write(out, e.getValue(), newline + "  ");
                out.append(entries.hasNext() ? "," : "");
            }
            out.append(any ? newline : "").append('}');
        }
    }

    /** The text in double quotes, escaped as JSON and YAML both read it. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' || c == '\u007f' ? String.format("\\u%04x", (int) c) : c);
            }
        }
        return out.append('"').toString();
    }
}
