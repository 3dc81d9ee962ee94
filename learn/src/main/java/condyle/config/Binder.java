package condyle.config;

import condyle.config.Node.Mapping;
import condyle.config.Node.Scalar;
import condyle.config.Node.Sequence;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes to records: one instance for one file. */
final class Binder {
    private final Source source;
    private final Map<String, Registry<?, ?>> registries;

    /**
     * Place to fill.
     *
     * @param component name of the record component it belongs to, by which registries are found
     * @param base the default there, or null
     */
    private record Slot(Type type, String component, String path, Object base) {
        Slot element(Type element, String key, Object value) {
            return new Slot(element, component, key.isEmpty() ? path : Source.join(path, key), value);
        }
    }

    Binder(Source source, Map<String, Registry<?, ?>> registries) {
        this.source = source;
        this.registries = registries;
    }

    <T extends Record> T bind(Class<T> type, Node root) {
        Node node = root instanceof Scalar s && s.empty() ? new Mapping(new LinkedHashMap<>(), false) : root;
        return type.cast(value(new Slot(type, "", "", null), node));
    }

    private Object value(Slot slot, Node node) {
        boolean empty = node instanceof Scalar s && s.empty();
        if (slot.type() instanceof ParameterizedType p && p.getRawType() == Optional.class) {
            Object base = slot.base() instanceof Optional<?> o ? o.orElse(null) : null;
            Slot inner = new Slot(p.getActualTypeArguments()[0], slot.component(), slot.path(), base);
            return empty ? Optional.empty() : Optional.of(value(inner, node));
        }
        if (empty) {
            throw source.wrong(slot.path(), "is empty; expected " + expected(slot));
        }
        if (slot.type() instanceof ParameterizedType p) {
            return p.getRawType() == List.class
                    ? list(slot, p.getActualTypeArguments()[0], node)
                    : map(slot, p.getActualTypeArguments()[1], node);
        }
        Class<?> type = (Class<?>) slot.type();
        if (type == Choice.class) {
            return choice(slot, node);
        }
        return type.isRecord() ? record(slot, type, node) : scalar(slot, type, node);
    }

    private Object scalar(Slot slot, Class<?> type, Node node) {
        if (!(node instanceof Scalar scalar)) {
            throw mismatch(slot, node);
        }
        try {
            return Scalars.read(type, scalar);
        } catch (IllegalArgumentException e) {
            throw source.wrong(slot.path(), e.getMessage());
        }
    }

    private List<Object> list(Slot slot, Type element, Node node) {
        if (!(node instanceof Sequence sequence)) {
            throw mismatch(slot, node);
        }
        List<Object> values = new ArrayList<>();
        for (Node item : sequence.items()) {
            values.add(value(slot.element(element, Integer.toString(values.size()), null), item));
        }
        return List.copyOf(values);
    }

    private Map<String, Object> map(Slot slot, Type element, Node node) {
        Mapping mapping = mapping(slot, node);
        Map<String, Object> values = new LinkedHashMap<>();
        Map<?, ?> base = slot.base() instanceof Map<?, ?> m ? m : Map.of();
        if (mapping.partial()) {
            base.forEach((k, v) -> values.put((String) k, v));
        }
        mapping.entries().forEach((k, n) -> values.put(k, value(slot.element(element, k, base.get(k)), n)));
        return Collections.unmodifiableMap(values);
    }

    private Choice choice(Slot slot, Node node) {
        Registry<?, ?> registry = registry(registries, slot.component());
        Map<String, Node> entries = new LinkedHashMap<>(mapping(slot, node).entries());
        Choice base = (Choice) slot.base();
        String path = Source.join(slot.path(), "type");
        Node typeNode = entries.remove("type");
        if (typeNode == null && base == null) {
            throw source.wrong(path, "missing; expected one of " + String.join(", ", registry.names()));
        }
        String name =
                typeNode == null ? base.type() : (String) value(new Slot(String.class, "type", path, null), typeNode);
        if (!registry.names().contains(name)) {
            throw source.wrong(path, registry.unknown(name));
        }
        Class<?> settings = registry.tiny(name).getClass();
        boolean same = base != null && base.type().equals(name);
        Record defaults = same ? base.settings() : Records.defaults(settings);
        return new Choice(name, fields(new Slot(settings, slot.component(), slot.path(), defaults), settings, entries));
    }

    private Record record(Slot slot, Class<?> type, Node node) {
        if (node instanceof Scalar s && Records.ofOne(type).isPresent()) {
            Class<?> number = Records.components(type).get(0).getType();
            Object one = scalar(slot.element(number, "", null), number, s);
            return make(slot, type, Collections.nCopies(Records.components(type).size(), one));
        }
        if (node instanceof Sequence sequence && Records.tuple(type)) {
            return tuple(slot, type, sequence);
        }
        Map<String, Node> entries = mapping(slot, node).entries();
        Object base = slot.base() == null ? Records.defaults(type) : slot.base();
        return fields(new Slot(type, slot.component(), slot.path(), base), type, entries);
    }

    private Record tuple(Slot slot, Class<?> type, Sequence sequence) {
        List<RecordComponent> components = Records.components(type);
        if (sequence.items().size() != components.size()) {
            throw source.wrong(slot.path(), "has " + sequence.items().size() + " numbers; expected " + expected(slot));
        }
        List<Object> values = new ArrayList<>();
        for (Node item : sequence.items()) {
            Class<?> number = components.get(values.size()).getType();
            values.add(scalar(slot.element(number, Integer.toString(values.size()), null), number, item));
        }
        return make(slot, type, values);
    }

    private Record fields(Slot slot, Class<?> type, Map<String, Node> entries) {
        List<String> known = Records.names(type);
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                throw source.wrong(Source.join(slot.path(), key), Names.unknown("unknown key", key, known));
            }
        }
        List<Object> values = new ArrayList<>();
        for (RecordComponent c : Records.components(type)) {
            Object base = slot.base() == null ? null : Records.value((Record) slot.base(), c);
            String path = Source.join(slot.path(), c.getName());
            Node node = entries.get(c.getName());
            Slot field = new Slot(c.getGenericType(), c.getName(), path, base);
            values.add(node == null ? absent(field) : value(field, node));
        }
        return make(slot, type, values);
    }

    private Object absent(Slot slot) {
        if (slot.base() != null) {
            return slot.base();
        }
        if (slot.type() instanceof ParameterizedType p && p.getRawType() == Optional.class) {
            return Optional.empty();
        }
        if (slot.type() instanceof Class<?> type && type.isRecord() && Records.defaults(type) != null) {
            return record(slot, type, new Mapping(new LinkedHashMap<>(), false));
        }
        throw source.wrong(slot.path(), "missing; expected " + expected(slot));
    }

    /** Constructs; a complaint that begins with a component's name gets that component's path. */
    private Record make(Slot slot, Class<?> type, List<Object> values) {
        try {
            return Records.make(type, values);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            for (String name : Records.names(type)) {
                if (message.startsWith(name + ": ") || message.startsWith(name + " ")) {
                    String rest = message.substring(name.length()).replaceFirst("^: | ", "");
                    throw source.wrong(Source.join(slot.path(), name), rest);
                }
            }
            throw source.wrong(slot.path(), message);
        }
    }

    private Mapping mapping(Slot slot, Node node) {
        if (node instanceof Mapping mapping) {
            return mapping;
        }
        throw mismatch(slot, node);
    }

    private ConfigException mismatch(Slot slot, Node node) {
        return source.wrong(slot.path(), "holds " + node.shown() + "; expected " + expected(slot));
    }

    private String expected(Slot slot) {
        if (slot.type() == Choice.class) {
            String names =
                    String.join(", ", registry(registries, slot.component()).names());
            return "an object with the key type, one of " + names;
        }
        return Expected.text(slot.type());
    }

    /** The registry for a component; its absence is a mistake in the program, not in the file. */
    static Registry<?, ?> registry(Map<String, Registry<?, ?>> registries, String component) {
        Registry<?, ?> registry = registries.get(component);
        if (registry == null) {
            throw new IllegalStateException("no registry for component '" + component + "'; give one by Yaml.with");
        }
        return registry;
    }
}
