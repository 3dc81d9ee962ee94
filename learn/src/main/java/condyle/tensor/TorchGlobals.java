package condyle.tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of Python's that files of plain tensors need, and what they describe. */
final class TorchGlobals {
    /** Kinds of storage, with ours where there is one. */
    private static final Map<String, Kind> STORAGES = storages();

    private static final String EXPECTED =
            "; expected a file of plain tensors, such as torch.save(model.state_dict(), …) "
                    + "writes; nothing of it was executed";

    /** More numbers than any file holds. */
    private static final long MOST = 1L << 40;

    private static final Set<String> FUNCTIONS = Set.of(
            "collections.OrderedDict",
            "torch._utils._rebuild_tensor",
            "torch._utils._rebuild_tensor_v2",
            "torch._utils._rebuild_parameter",
            "torch.nn.parameter.Parameter",
            "torch.Size");

    private TorchGlobals() {}

    /**
     * A name that a pickle mentions.
     *
     * @throws IllegalArgumentException naming it, unless it is one that files of tensors need
     */
    static Pickled.Global global(String module, String name) {
        Pickled.Global global = new Pickled.Global(module, name);
        boolean storage = module.equals("torch") && (STORAGES.containsKey(name) || OTHERS.containsKey(name));
        if (!storage && !FUNCTIONS.contains(global.toString())) {
            throw refused(global);
        }
        return global;
    }

    private static Map<String, Kind> storages() {
        Map<String, Kind> all = new LinkedHashMap<>();
        all.put("FloatStorage", Kind.F32);
        all.put("DoubleStorage", Kind.F64);
        all.put("HalfStorage", Kind.F16);
        all.put("BFloat16Storage", Kind.BF16);
        all.put("LongStorage", Kind.I64);
        all.put("ByteStorage", Kind.U8);
        all.put("BoolStorage", Kind.BOOL);
        return all;
    }

    /** Bytes of one number of kinds that are not ours: they are passed over. */
    private static final Map<String, Integer> OTHERS =
            Map.of("IntStorage", 4, "ShortStorage", 2, "CharStorage", 1, "ComplexFloatStorage", 8);

    /** Our kind of a storage. */
    static Kind kind(Pickled.Storage storage) {
        Kind kind = STORAGES.get(storage.type());
        if (kind == null) {
            throw new IllegalArgumentException("its numbers are torch." + storage.type() + ", expected one of "
                    + String.join(", ", STORAGES.keySet()));
        }
        return kind;
    }

    /** Bytes of one number of a storage. */
    static int bytes(Pickled.Storage storage) {
        Kind kind = STORAGES.get(storage.type());
        return kind == null ? OTHERS.get(storage.type()) : kind.bytes();
    }

    /** The storage that a persistent name stands for: ('storage', class, key, place, count[, view]). */
    static Pickled.Storage storage(Object name) {
        if (name instanceof Pickled.Tuple t
                && t.items().size() >= 5
                && "storage".equals(t.items().get(0))
                && t.items().get(1) instanceof Pickled.Global type
                && t.items().get(2) instanceof String key
                && t.items().get(4) instanceof Long count
                && count >= 0
                && count < MOST
                && (t.items().size() == 5 || t.items().get(5) == PickleReader.NONE)) {
            if (FUNCTIONS.contains(type.toString())) {
                throw new IllegalArgumentException("pickle has a storage of " + type + ", which is no kind of number");
            }
            return new Pickled.Storage(type.name(), key, count);
        }
        throw new IllegalArgumentException("pickle has a persistent name that is no storage of numbers");
    }

    /** What a name applied to arguments describes. */
    static Object apply(Object function, Object arguments) {
        if (!(function instanceof Pickled.Global name) || !(arguments instanceof Pickled.Tuple t)) {
            throw new IllegalArgumentException("pickle applies something that is no name, or to no arguments");
        }
        List<Object> items = t.items();
        return switch (name.toString()) {
            case "collections.OrderedDict" -> dictionary(items);
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> view(items);
            case "torch._utils._rebuild_parameter", "torch.nn.parameter.Parameter" -> parameter(items);
            case "torch.Size" -> only(items, Pickled.Tuple.class, name);
            default -> throw refused(name);
        };
    }

    private static Object dictionary(List<Object> items) {
        Map<Object, Object> made = new LinkedHashMap<>();
        if (items.isEmpty()) {
            return made;
        }
        // Old Pythons hand the pairs over as one list.
        for (Object pair : items.get(0) instanceof List<?> pairs ? pairs : List.of(items)) {
            List<?> two = pair instanceof Pickled.Tuple t ? t.items() : pair instanceof List<?> l ? l : List.of();
            if (two.size() != 2 || !(two.get(0) instanceof String)) {
                throw new IllegalArgumentException("pickle makes a dictionary of something else than pairs");
            }
            made.put(two.get(0), two.get(1));
        }
        if (items.get(0) instanceof List<?> pairs) {
            // A list is taken once: a file that recalls it again and again would fill memory with copies.
            pairs.clear();
        }
        return made;
    }

    private static Object parameter(List<Object> items) {
        if (!items.isEmpty() && items.get(0) instanceof Pickled.View view) {
            return view;
        }
        throw new IllegalArgumentException("pickle makes a parameter of something else than a tensor");
    }

    private static <T> T only(List<Object> items, Class<T> type, Pickled.Global name) {
        if (items.size() == 1 && type.isInstance(items.get(0))) {
            return type.cast(items.get(0));
        }
        throw new IllegalArgumentException("pickle applies " + name + " to something unexpected");
    }

    private static Pickled.View view(List<Object> items) {
        if (items.size() >= 4
                && items.get(0) instanceof Pickled.Storage storage
                && items.get(1) instanceof Long offset
                && offset >= 0) {
            long[] shape = numbers(items.get(2));
            long[] strides = numbers(items.get(3));
            requireInside(storage, offset, shape, strides);
            return new Pickled.View(storage, offset, shape, strides);
        }
        throw new IllegalArgumentException("pickle describes a tensor in an unknown way");
    }

    private static long[] numbers(Object value) {
        List<?> items = value instanceof Pickled.Tuple t ? t.items() : value instanceof List<?> l ? l : null;
        if (items == null || !items.stream().allMatch(n -> n instanceof Long v && v >= 0)) {
            throw new IllegalArgumentException("pickle has a shape of something else than whole numbers of at least 0");
        }
        return items.stream().mapToLong(n -> (Long) n).toArray();
    }

    /** A tensor must lie inside its storage and have no number twice, which would make a small file a huge tensor. */
    private static void requireInside(Pickled.Storage storage, long offset, long[] shape, long[] strides) {
        boolean fits = shape.length == strides.length && shape.length <= 8;
        long count = 1;
        long last = offset;
        try {
            for (int k = 0; k < shape.length && fits; k++) {
                count = Math.multiplyExact(count, shape[k]);
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[k] - 1), strides[k]));
            }
        } catch (ArithmeticException e) {
            fits = false;
        }
        if (!fits || count > storage.count() || count > 0 && last >= storage.count()) {
            throw new IllegalArgumentException("tensor of shape " + Arrays.toString(shape) + ", strides "
                    + Arrays.toString(strides) + ", offset " + offset + " does not lie in its storage of "
                    + storage.count() + " numbers");
        }
    }

    /** Fails unless a state was given to something that is known. */
    static void requireKnown(Object value) {
        if (!(value instanceof Map || value instanceof Pickled.View)) {
            throw new IllegalArgumentException("pickle gives a state to something that has none");
        }
    }

    private static IllegalArgumentException refused(Pickled.Global name) {
        return new IllegalArgumentException("holds " + shown(name) + ", which is no plain tensor" + EXPECTED);
    }

    /** A name of a file is of any length and may hold anything. */
    private static String shown(Pickled.Global name) {
        String plain = name.toString().replaceAll("[^\\x20-\\x7e]", "?");
        return "'" + (plain.length() > 80 ? plain.substring(0, 80) + "…" : plain) + "'";
    }
}
