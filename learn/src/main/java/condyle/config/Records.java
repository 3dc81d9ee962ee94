package condyle.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reflection on records: components, default values, construction. */
final class Records {
    private Records() {}

    static List<RecordComponent> components(Class<?> type) {
        return Arrays.asList(type.getRecordComponents());
    }

    static List<String> names(Class<?> type) {
        return components(type).stream().map(RecordComponent::getName).toList();
    }

    /** The record's {@code static final DEFAULTS} of its own type, or null where it has none. */
    static Record defaults(Class<?> type) {
        try {
            Field field = type.getDeclaredField("DEFAULTS");
            if (!Modifier.isStatic(field.getModifiers()) || field.getType() != type) {
                return null;
            }
            field.setAccessible(true);
            return (Record) field.get(null);
        } catch (NoSuchFieldException e) {
            return null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls the canonical constructor; what it throws passes on unchanged. */
    static Record make(Class<?> type, List<Object> values) {
        Class<?>[] types =
                components(type).stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (Record) constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the record is two to four numbers of one type, which a file may write as a list. */
    static boolean tuple(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        List<RecordComponent> c = components(type);
        Class<?> first = c.isEmpty() ? null : c.get(0).getType();
        return c.size() >= 2
                && c.size() <= 4
                && (first == int.class || first == long.class || first == double.class)
                && c.stream().allMatch(x -> x.getType() == first);
    }

    /** The maker {@code of(number)} of a tuple that one number stands for, the same along all axes. */
    static Optional<Method> ofOne(Class<?> type) {
        if (!tuple(type)) {
            return Optional.empty();
        }
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals("of") && Modifier.isStatic(m.getModifiers()) && !m.isVarArgs())
                .filter(m -> Arrays.equals(
                        m.getParameterTypes(),
                        new Class<?>[] {components(type).get(0).getType()}))
                .findFirst();
    }

    /** The component's values in order. */
    static List<Object> values(Record record) {
        List<Object> values = new ArrayList<>();
        components(record.getClass()).forEach(c -> values.add(value(record, c)));
        return values;
    }
}
