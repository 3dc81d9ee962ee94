package condyle.config;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Named makers of one kind of thing, a static list in source.
 *
 * <pre>{@code
 * static final Registry<Integer, Network> ALL = Registry.<Integer, Network>of("network")
 *         .add("unet", UNet.Config.TINY, UNet::of);
 * }</pre>
 *
 * <p>Each entry has tiny settings, with which tests make the thing; their class is the class of all its settings.
 * Registries do not change: {@link #add} gives a new one.
 *
 * @param <B> what a maker is given beside the settings, the same for all entries
 * @param <T> what is made
 */
public final class Registry<B, T> {
    private final String kind;
    private final Map<String, Entry<B, T>> entries;

    private record Entry<B, T>(Record tiny, BiFunction<Record, B, T> make) {}

    private Registry(String kind, Map<String, Entry<B, T>> entries) {
        this.kind = kind;
        this.entries = entries;
    }

    /** An empty registry; {@code kind} is the noun for messages, such as "network". */
    public static <B, T> Registry<B, T> of(String kind) {
        return new Registry<>(kind, Map.of());
    }

    /** This registry and one entry more. */
    public <C extends Record> Registry<B, T> add(String name, C tiny, BiFunction<C, B, T> make) {
        Map<String, Entry<B, T>> all = new TreeMap<>(entries);
        @SuppressWarnings("unchecked") // make() hands over only settings of tiny's own class
        Class<C> settings = (Class<C>) tiny.getClass();
        if (all.put(name, new Entry<>(tiny, (s, b) -> make.apply(settings.cast(s), b))) != null) {
            throw new IllegalArgumentException(kind + " '" + name + "' is registered twice");
        }
        return new Registry<>(kind, Collections.unmodifiableMap(all));
    }

    /** The noun for messages. */
    public String kind() {
        return kind;
    }

    /** All names, sorted. */
    public Set<String> names() {
        return entries.keySet();
    }

    /**
     * Settings that make a small, quick example.
     *
     * @throws IllegalArgumentException if the name is not known
     */
    public Record tiny(String name) {
        return entry(name).tiny();
    }

    /**
     * What stands where a file says nothing but the name; the tiny settings where there are no defaults.
     *
     * @throws IllegalArgumentException if the name is not known
     */
    public Record defaults(String name) {
        Record tiny = entry(name).tiny();
        Record defaults = Records.defaults(tiny.getClass());
        return defaults == null ? tiny : defaults;
    }

    /**
     * Makes the chosen thing.
     *
     * @throws IllegalArgumentException if the name is not known or the settings are those of another entry
     */
    public T make(Choice choice, B given) {
        Entry<B, T> entry = entry(choice.type());
        Class<?> expected = entry.tiny().getClass();
        if (!expected.isInstance(choice.settings())) {
            throw new IllegalArgumentException(kind + " '" + choice.type() + "' takes settings " + expected.getName()
                    + ", not " + choice.settings());
        }
        return entry.make().apply(choice.settings(), given);
    }

    private Entry<B, T> entry(String name) {
        Entry<B, T> entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(unknown(name));
        }
        return entry;
    }

    String unknown(String name) {
        return "unknown " + kind + " '" + name + "'; known: " + String.join(", ", names());
    }
}
