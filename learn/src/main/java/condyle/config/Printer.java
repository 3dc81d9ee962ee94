package condyle.config;

import condyle.config.Node.Mapping;
import condyle.config.Node.Scalar;
import condyle.config.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Records to YAML: objects in block style, short lists on one line, an empty Optional left out. */
final class Printer {
    private static final int LINE = 100;
    private static final Pattern PLAIN = Pattern.compile("([A-Za-z_/]|\\.\\.?/)([A-Za-z0-9_./ +-]*[A-Za-z0-9_./+-])?");
    private static final Pattern TAKEN = Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null");

    private Printer() {}

    static String print(Record settings) {
        Node node = node(settings);
        if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
            return flow(node) + "\n";
        }
        StringBuilder out = new StringBuilder();
        block(out, mapping, "");
        return out.toString();
    }

    static Node node(Object value) {
        if (value instanceof Choice choice) {
            LinkedHashMap<String, Node> entries = new LinkedHashMap<>();
            entries.put("type", text(choice.type()));
            entries.putAll(fields(choice.settings()));
            return new Mapping(entries, false);
        }
        if (value instanceof Record record) {
            return Records.tuple(record.getClass())
                    ? sequence(Records.values(record))
                    : new Mapping(fields(record), false);
        }
        if (value instanceof List<?> list) {
            return sequence(list);
        }
        if (value instanceof Map<?, ?> map) {
            LinkedHashMap<String, Node> entries = new LinkedHashMap<>();
            map.forEach((k, v) -> entries.put((String) k, node(v)));
            return new Mapping(entries, false);
        }
        if (value instanceof Double d) {
            return new Scalar(number(d), true);
        }
        boolean literal = value instanceof Number || value instanceof Boolean;
        return literal
                ? new Scalar(value.toString(), true)
                : text(value instanceof Enum<?> e ? Names.word(e) : value.toString());
    }

    private static LinkedHashMap<String, Node> fields(Record record) {
        LinkedHashMap<String, Node> entries = new LinkedHashMap<>();
        for (var c : Records.components(record.getClass())) {
            Object value = Records.value(record, c);
            Object present = value instanceof Optional<?> o ? o.orElse(null) : value;
            if (present != null) {
                entries.put(c.getName(), node(present));
            }
        }
        return entries;
    }

    private static Node sequence(List<?> values) {
        List<Node> items = new ArrayList<>();
        values.forEach(v -> items.add(node(v)));
        return new Sequence(items);
    }

    /** With a point and the exponent's sign, without which YAML 1.1 readers see a text. */
    private static String number(double value) {
        String text = Double.toString(value);
        return text.contains("E-") ? text.replace('E', 'e') : text.replace("E", "e+");
    }

    private static Scalar text(String text) {
        return new Scalar(
                text, PLAIN.matcher(text).matches() && !TAKEN.matcher(text).matches());
    }

    private static void block(StringBuilder out, Mapping mapping, String indent) {
        mapping.entries().forEach((key, value) -> {
            out.append(indent).append(scalar(text(key))).append(':');
            below(out, value, indent + "  ");
        });
    }

    /** The value after its key's colon: on the same line where it fits, else below. */
    private static void below(StringBuilder out, Node value, String indent) {
        if (value instanceof Mapping m && !m.entries().isEmpty()) {
            out.append('\n');
            block(out, m, indent);
        } else if (value instanceof Sequence s && !onOneLine(s)) {
            out.append('\n');
            for (Node item : s.items()) {
                item(out, item, indent);
            }
        } else {
            out.append(' ').append(flow(value)).append('\n');
        }
    }

    private static void item(StringBuilder out, Node item, String indent) {
        StringBuilder inner = new StringBuilder();
        if (item instanceof Mapping m && !m.entries().isEmpty()) {
            block(inner, m, indent + "  ");
            inner.delete(0, indent.length() + 2);
        } else {
            inner.append(flow(item)).append('\n');
        }
        out.append(indent).append("- ").append(inner);
    }

    private static boolean onOneLine(Sequence s) {
        return s.items().stream().noneMatch(Mapping.class::isInstance) && flow(s).length() <= LINE;
    }

    private static String flow(Node node) {
        if (node instanceof Scalar s) {
            return scalar(s);
        }
        if (node instanceof Sequence s) {
            return "[" + String.join(", ", s.items().stream().map(Printer::flow).toList()) + "]";
        }
        return ((Mapping) node)
                .entries().entrySet().stream()
                        .map(e -> scalar(text(e.getKey())) + ": " + flow(e.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String scalar(Scalar s) {
        return s.plain() ? s.text() : Json.quoted(s.text());
    }
}
