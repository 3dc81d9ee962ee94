package condyle.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** What a file should have at a place, in words. */
final class Expected {
    private Expected() {}

    static String text(Type type) {
        if (type instanceof ParameterizedType p) {
            Type last = p.getActualTypeArguments()[p.getActualTypeArguments().length - 1];
            if (p.getRawType() == List.class) {
                return "a list, each " + text(last);
            }
            return p.getRawType() == Map.class ? "an object, each value " + text(last) : text(last);
        }
        Class<?> c = (Class<?>) type;
        if (Records.tuple(c)) {
            String list = "[" + String.join(", ", Records.names(c)) + "]";
            return Records.ofOne(c).isPresent() ? "a number or " + list : list;
        }
        if (c == Choice.class) {
            return "an object with the key type";
        }
        return c.isRecord() ? "an object with the keys " + String.join(", ", Records.names(c)) : Scalars.expected(c);
    }
}
