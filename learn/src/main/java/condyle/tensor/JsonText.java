package condyle.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON of weight files, read strictly: objects, lists, strings and whole numbers; anything else is an error.
 *
 * <p>Written here because the YAML reader at hand accepts much that is not JSON, and is slow on long headers.
 */
final class JsonText {
    private static final int DEEPEST = 8;

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * Reads one object, which white space may surround.
     *
     * @throws IllegalArgumentException naming the position of what is wrong
     */
    static Map<String, Object> object(String text) {
        JsonText reader = new JsonText(text);
        reader.expect('{');
        Map<String, Object> object = reader.members(1);
        reader.skip();
        if (reader.at < text.length()) {
            throw reader.wrong("the end");
        }
        return object;
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw wrong("at most " + DEEPEST + " levels");
        }
        char c = peek();
        if (c == '{') {
            at++;
            return members(depth);
        } else if (c == '[') {
            at++;
            return items(depth);
        } else if (c == '"') {
            at++;
            return string();
        } else if (c == '-' || c >= '0' && c <= '9') {
            return number();
        }
        throw wrong("an object, a list, a string or a whole number");
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (accept('}')) {
            return members;
        }
        do {
            expect('"');
            String name = string();
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw new IllegalArgumentException("'" + name + "' stands twice in the header");
            }
        } while (accept(','));
        expect('}');
        return members;
    }

    private List<Object> items(int depth) {
        List<Object> items = new ArrayList<>();
        if (accept(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
        } while (accept(','));
        expect(']');
        return items;
    }

    private Long number() {
        int from = at;
        at++;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && text.charAt(at) <= '9') {
            at++;
        }
        try {
            return Long.valueOf(text.substring(from, at));
        } catch (NumberFormatException e) {
            at = from;
            throw wrong("a whole number that fits 64 bits");
        }
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                at--;
                throw wrong("no control character in a string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw wrong("a closing quote");
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape of JSON");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            code = 16 * code + digit;
            at++;
        }
        return (char) code;
    }

    private void skip() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        skip();
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean accept(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String found = at < text.length() ? String.format("'%c'", text.charAt(at)) : "its end";
        return new IllegalArgumentException("its header has " + found + " at byte " + at + ", expected " + expected);
    }

    /** The text in double quotes, escaped. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
