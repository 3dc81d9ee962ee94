package condyle.config;

import condyle.config.Node.Mapping;
import condyle.config.Node.Scalar;
import condyle.config.Node.Sequence;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON Schema of a record: keys, types, choices and defaults; the ranges that constructors check are not in it. */
final class Schema {
    private final Map<String, Registry<?, ?>> registries;
    /** Components whose choices are being written, the outermost last: a sum of losses holds losses again. */
    private final Deque<String> within = new ArrayDeque<>();

    Schema(Map<String, Registry<?, ?>> registries) {
        this.registries = registries;
    }

    String of(Class<? extends Record> type) {
        LinkedHashMap<String, Node> root = new LinkedHashMap<>();
        root.put("$schema", text("https://json-schema.org/draft/2020-12/schema"));
        root.put("title", text(type.getSimpleName()));
        root.putAll(object(type, Records.defaults(type), null).entries());
        return Json.write(new Mapping(root, false));
    }

    private Mapping object(Class<?> type, Record defaults, String choice) {
        LinkedHashMap<String, Node> properties = new LinkedHashMap<>();
        List<Node> required = new ArrayList<>();
        if (choice != null) {
            properties.put("type", one("const", text(choice)));
            required.add(text("type"));
        }
        for (RecordComponent c : Records.components(type)) {
            Object value = defaults == null ? null : Records.value(defaults, c);
            Mapping property = type(c.getGenericType(), c.getName(), value);
            properties.put(c.getName(), property);
            if (required(c, value)) {
                required.add(text(c.getName()));
            }
        }
        LinkedHashMap<String, Node> object = new LinkedHashMap<>();
        object.put("type", text("object"));
        object.put("properties", new Mapping(properties, false));
        object.put("required", new Sequence(required));
        object.put("additionalProperties", literal("false"));
        return new Mapping(object, false);
    }

    private static boolean required(RecordComponent c, Object value) {
        return value == null && c.getType() != Optional.class && Records.defaults(c.getType()) == null;
    }

    private Mapping type(Type type, String component, Object value) {
        if (type instanceof ParameterizedType p) {
            Type last = p.getActualTypeArguments()[p.getActualTypeArguments().length - 1];
            if (p.getRawType() == Optional.class) {
                return type(last, component, value instanceof Optional<?> o ? o.orElse(null) : null);
            }
            boolean list = p.getRawType() == List.class;
            Mapping all = one("type", text(list ? "array" : "object"));
            all.entries().put(list ? "items" : "additionalProperties", type(last, component, null));
            return withDefault(all, value);
        }
        Class<?> c = (Class<?>) type;
        if (c == Choice.class) {
            return choice(component, (Choice) value);
        }
        if (Records.tuple(c)) {
            Node list = tuple(c);
            if (Records.ofOne(c).isPresent()) {
                Node number = scalar(Records.components(c).get(0).getType());
                list = one("oneOf", new Sequence(List.of(number, list)));
            }
            return withDefault((Mapping) list, value);
        }
        return c.isRecord()
                ? object(c, value == null ? Records.defaults(c) : (Record) value, null)
                : withDefault(scalar(c), value);
    }

    private Mapping choice(String component, Choice value) {
        Registry<?, ?> registry = Binder.registry(registries, component);
        if (within.contains(component)) {
            return one("type", text("object"));
        }
        within.push(component);
        List<Node> all = new ArrayList<>();
        for (String name : registry.names()) {
            Class<?> settings = registry.tiny(name).getClass();
            boolean same = value != null && value.type().equals(name);
            all.add(object(settings, same ? value.settings() : Records.defaults(settings), name));
        }
        within.pop();
        return one("oneOf", new Sequence(all));
    }

    private static Mapping tuple(Class<?> type) {
        RecordComponent first = Records.components(type).get(0);
        Node count = literal(Integer.toString(Records.components(type).size()));
        Mapping array = one("type", text("array"));
        array.entries().put("items", scalar(first.getType()));
        array.entries().put("minItems", count);
        array.entries().put("maxItems", count);
        return array;
    }

    private static Mapping scalar(Class<?> type) {
        if (type.isEnum()) {
            List<Node> words = new ArrayList<>();
            Scalars.words(type).forEach(w -> words.add(text(w)));
            return one("enum", new Sequence(words));
        }
        return one(
                "type",
                text(
                        switch (type.getSimpleName()) {
                            case "int", "Integer", "long", "Long" -> "integer";
                            case "double", "Double" -> "number";
                            case "boolean", "Boolean" -> "boolean";
                            default -> "string";
                        }));
    }

    private static Mapping withDefault(Mapping schema, Object value) {
        if (value != null) {
            schema.entries().put("default", quotedUnlessLiteral(value));
        }
        return schema;
    }

    /** YAML may leave a word without quotes where JSON may not. */
    private static Node quotedUnlessLiteral(Object value) {
        if (value instanceof List<?> list) {
            return new Sequence(list.stream().map(Schema::quotedUnlessLiteral).toList());
        }
        Node node = Printer.node(value);
        boolean literal = value instanceof Number || value instanceof Boolean;
        return node instanceof Scalar s && !literal ? text(s.text()) : node;
    }

    private static Mapping one(String key, Node value) {
        LinkedHashMap<String, Node> entries = new LinkedHashMap<>();
        entries.put(key, value);
        return new Mapping(entries, false);
    }

    private static Scalar text(String text) {
        return new Scalar(text, false);
    }

    private static Scalar literal(String text) {
        return new Scalar(text, true);
    }
}
