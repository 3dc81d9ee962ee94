package condyle.config;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Single values: numbers, true or false, text, paths, enum words.
 *
 * <p>Text takes any word as it was written, so that a case named 0012 keeps its zeros.
 */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private Scalars() {}

    static boolean is(Class<?> type) {
        return type.isEnum()
                || List.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class)
                        .contains(type)
                || List.of(boolean.class, Boolean.class, String.class, Path.class)
                        .contains(type);
    }

    /** What a file should have there, for messages. */
    static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", words(type));
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "Path" -> "a path";
            default -> "text";
        };
    }

    static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(c -> Names.word((Enum<?>) c))
                .toList();
    }

    /**
     * Reads the value.
     *
     * @throws IllegalArgumentException whose message lacks file and key path
     */
    static Object read(Class<?> type, Node.Scalar scalar) {
        if (type == String.class) {
            return scalar.text();
        }
        if (type.isEnum()) {
            return constant(type, scalar.text());
        }
        try {
            return switch (type.getSimpleName()) {
                case "int", "Integer" -> (int) whole(scalar, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case "long", "Long" -> whole(scalar, Long.MIN_VALUE, Long.MAX_VALUE);
                case "double", "Double" -> number(scalar);
                case "boolean", "Boolean" -> truth(scalar);
                default -> Path.of(scalar.text());
            };
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + scalar.text() + "' is not a path: " + e.getReason(), e);
        }
    }

    private static long whole(Node.Scalar scalar, long low, long high) {
        if (!scalar.plain() || !WHOLE.matcher(scalar.text()).matches()) {
            throw new IllegalArgumentException(scalar.shown() + " is not a whole number; expected for example 10"
                    + (scalar.plain() ? "" : ", without quotes"));
        }
        BigInteger value = new BigInteger(scalar.text());
        if (value.compareTo(BigInteger.valueOf(low)) < 0 || value.compareTo(BigInteger.valueOf(high)) > 0) {
            throw new IllegalArgumentException(value + " is out of range, expected " + low + " to " + high);
        }
        return value.longValue();
    }

    private static double number(Node.Scalar scalar) {
        if (!scalar.plain() || !NUMBER.matcher(scalar.text()).matches()) {
            throw new IllegalArgumentException(scalar.shown() + " is not a number; expected for example 0.5 or 3e-3"
                    + (scalar.plain() ? "" : ", without quotes"));
        }
        double value = Double.parseDouble(scalar.text());
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("'" + scalar.text() + "' is too large for a number");
        }
        return value;
    }

    private static boolean truth(Node.Scalar scalar) {
        if (scalar.plain() && (scalar.text().equals("true") || scalar.text().equals("false"))) {
            return scalar.text().equals("true");
        }
        throw new IllegalArgumentException(
                scalar.shown() + " is neither true nor false" + (scalar.plain() ? "" : "; write it without quotes"));
    }

    private static Object constant(Class<?> type, String word) {
        for (Object c : type.getEnumConstants()) {
            if (Names.word((Enum<?>) c).equals(word)) {
                return c;
            }
        }
        throw new IllegalArgumentException(Names.unknown("unknown value '" + word + "'", word, words(type)));
    }
}
