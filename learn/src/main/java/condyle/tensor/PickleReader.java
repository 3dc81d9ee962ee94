package condyle.tensor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the part of Python's pickle format that files of plain tensors are written in. It executes nothing.
 *
 * <p>A pickle is a program for a machine with a stack; here its instructions build numbers, texts, lists, tuples and
 * dictionaries. Where the program names something of Python's, that stays a mere name ({@link Pickled.Global}); names
 * that {@link TorchGlobals} does not know are refused, and those it knows describe a tensor: nothing is ever looked up or called.
 */
final class PickleReader {
    private static final Object MARK = new Object();
    /** Stands for None, which a map must be able to hold. */
    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    private final PickleBytes in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Set<Pickled.Storage> storages = new LinkedHashSet<>();

    PickleReader(PickleBytes in) {
        this.in = in;
    }

    /**
     * Reads one pickle up to its end.
     *
     * @throws IllegalArgumentException saying at which byte what is wrong
     */
    Object read() {
        while (true) {
            int at = in.at();
            int code = in.u1();
            if (code == '.') {
                return pop();
            }
            if (!number(code) && !text(code) && !container(code) && !remembered(code) && !applied(code)) {
                throw new IllegalArgumentException(String.format(
                        "pickle instruction 0x%02x at byte %d is not one that files of tensors need", code, at));
            }
        }
    }

    /** The storages that were mentioned so far. */
    Set<Pickled.Storage> storages() {
        return storages;
    }

    private boolean number(int code) {
        switch (code) {
            case 0x80 -> { // protocol
                int protocol = in.u1();
                if (protocol < 2 || protocol > 5) {
                    throw new IllegalArgumentException("pickle protocol " + protocol + "; expected 2 to 5");
                }
            }
            case 0x95 -> in.skip(8); // frame: a length that readers may pass over
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) in.u1());
            case 'M' -> push((long) in.u2());
            case 'J' -> push((long) in.i4());
            case 0x8a -> push(in.integer(in.u1()));
            case 'G' -> push(in.f8());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int code) {
        switch (code) {
            case 'X' -> push(in.text(in.length4(), StandardCharsets.UTF_8));
            case 0x8c -> push(in.text(in.u1(), StandardCharsets.UTF_8));
            // Texts of Python 2.
            case 'U' -> push(in.text(in.u1(), StandardCharsets.ISO_8859_1));
            case 'T' -> push(in.text(in.length4(), StandardCharsets.ISO_8859_1));
            case 'c' -> push(TorchGlobals.global(in.line(), in.line()));
            case 0x93 -> {
                String name = text(pop());
                push(TorchGlobals.global(text(pop()), name));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int code) {
        switch (code) {
            case '(' -> push(MARK);
            case '}' -> push(new LinkedHashMap<Object, Object>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(new Pickled.Tuple(List.of()));
            case 't' -> push(new Pickled.Tuple(toMark()));
            case 0x85 -> push(new Pickled.Tuple(top(1)));
            case 0x86 -> push(new Pickled.Tuple(top(2)));
            case 0x87 -> push(new Pickled.Tuple(top(3)));
            case 'a' -> {
                List<Object> one = top(1);
                list().addAll(one);
            }
            case 'e' -> {
                List<Object> items = toMark();
                list().addAll(items);
            }
            case 's' -> put(top(2));
            case 'u' -> put(toMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean remembered(int code) {
        switch (code) {
            case 'q' -> memo.put(in.u1(), peek());
            case 'r' -> memo.put(in.i4(), peek());
            case 0x94 -> memo.put(memo.size(), peek());
            case 'h' -> push(recall(in.u1()));
            case 'j' -> push(recall(in.i4()));
            case '0' -> pop();
            case '2' -> push(peek());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean applied(int code) {
        switch (code) {
            case 'Q' -> {
                Pickled.Storage storage = TorchGlobals.storage(pop());
                storages.add(storage);
                push(storage);
            }
            case 'R', 0x81 -> {
                Object arguments = pop();
                push(TorchGlobals.apply(pop(), arguments));
            }
            case 'b' -> {
                // State of an object: of a dictionary its version notes, of a parameter whether it learns; not needed.
                pop();
                TorchGlobals.requireKnown(peek());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object recall(int key) {
        Object value = memo.get(key);
        if (value == null) {
            throw new IllegalArgumentException("pickle recalls " + key + ", which it did not put down");
        }
        return value;
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() {
        Object value = peek();
        stack.remove(stack.size() - 1);
        return value;
    }

    private Object peek() {
        if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
            throw new IllegalArgumentException("pickle takes more than it put down at byte " + in.at());
        }
        return stack.get(stack.size() - 1);
    }

    private List<Object> top(int count) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(0, pop());
        }
        return values;
    }

    private List<Object> toMark() {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw new IllegalArgumentException("pickle ends a list that it did not begin at byte " + in.at());
        }
        List<Object> values = new ArrayList<>(stack.subList(mark + 1, stack.size()));
        stack.subList(mark, stack.size()).clear();
        return values;
    }

    @SuppressWarnings("unchecked") // no other lists are put down
    private List<Object> list() {
        if (peek() instanceof ArrayList<?> list) {
            return (List<Object>) list;
        }
        throw new IllegalArgumentException("pickle adds to something that is no list at byte " + in.at());
    }

    @SuppressWarnings("unchecked") // no other maps are put down
    private void put(List<Object> pairs) {
        if (!(peek() instanceof LinkedHashMap<?, ?> map) || pairs.size() % 2 != 0) {
            throw new IllegalArgumentException("pickle adds to something that is no dictionary at byte " + in.at());
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            Object key = pairs.get(i);
            if (!(key instanceof String || key instanceof Long)) {
                throw new IllegalArgumentException(
                        "pickle has a dictionary with a key that is neither text nor whole number at byte " + in.at());
            }
            ((Map<Object, Object>) map).put(key, pairs.get(i + 1));
        }
    }

    private static String text(Object value) {
        if (value instanceof String s) {
            return s;
        }
        throw new IllegalArgumentException(
                "pickle names something by " + value.getClass().getSimpleName() + ", not a text");
    }
}
