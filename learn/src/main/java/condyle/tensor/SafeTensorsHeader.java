package condyle.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The header of a safetensors file.
 *
 * @param entries what is said of each tensor, by name
 * @param metadata notes by name
 */
record SafeTensorsHeader(SortedMap<String, Entry> entries, SortedMap<String, String> metadata) {
    /** Bytes of the longest header that is read, as in other programs. */
    static final long LONGEST = 100_000_000;

    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;

    /** One tensor: its bytes stand from {@code begin} to before {@code end}, counted from the end of the header. */
    record Entry(Kind kind, long[] shape, long begin, long end) {}

    static byte[] write(SortedMap<String, Entry> entries, Map<String, String> metadata) {
        List<String> parts = new ArrayList<>();
        if (!metadata.isEmpty()) {
            parts.add(JsonText.quoted(METADATA) + ":"
                    + new TreeMap<>(metadata)
                            .entrySet().stream()
                                    .map(e -> JsonText.quoted(e.getKey()) + ":" + JsonText.quoted(e.getValue()))
                                    .collect(Collectors.joining(",", "{", "}")));
        }
        entries.forEach((name, entry) -> parts.add(JsonText.quoted(name) + ":{\"dtype\":\"" + entry.kind
                + "\",\"shape\":" + Arrays.toString(entry.shape).replace(" ", "") + ",\"data_offsets\":[" + entry.begin
                + "," + entry.end + "]}"));
        byte[] text = ("{" + String.join(",", parts) + "}").getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * Reads a header and checks it against the number of bytes that follow.
     *
     * @throws IOException one line with the path
     */
    static SafeTensorsHeader read(Path path, byte[] bytes, long data) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Map<String, Object> json = JsonText.object(text);
            SortedMap<String, String> metadata = new TreeMap<>();
            SortedMap<String, Entry> entries = new TreeMap<>();
            for (Map.Entry<String, Object> item : json.entrySet()) {
                if (item.getKey().equals(METADATA)) {
                    map(METADATA, item.getValue()).forEach((k, v) -> metadata.put(k, String.valueOf(v)));
                } else {
                    entries.put(item.getKey(), entry(item.getKey(), map(item.getKey(), item.getValue())));
                }
            }
            requireCover(entries, data);
            return new SafeTensorsHeader(entries, metadata);
        } catch (CharacterCodingException e) {
            throw new IOException(path + ": not a safetensors file: its header is not text; perhaps another format", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": not a sound safetensors file: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked") // the parser makes no other maps
    private static Map<String, Object> map(String name, Object value) {
        if (value instanceof Map) {
            return (Map<String, Object>) value;
        }
        throw new IllegalArgumentException("'" + name + "' is " + value + ", expected an object");
    }

    private static Entry entry(String name, Map<String, Object> fields) {
        Kind kind = kind(name, fields.get("dtype"));
        long[] shape = numbers(name, "shape", fields.get("shape"));
        long[] offsets = numbers(name, "data_offsets", fields.get("data_offsets"));
        if (offsets.length != 2 || offsets[1] < offsets[0]) {
            throw new IllegalArgumentException("tensor '" + name + "' has data_offsets " + Arrays.toString(offsets)
                    + ", expected a begin and an end");
        }
        long bytes = bytes(name, kind, shape);
        if (offsets[1] - offsets[0] != bytes) {
            throw new IllegalArgumentException("tensor '" + name + "' has " + (offsets[1] - offsets[0])
                    + " bytes, expected " + bytes + " for " + kind + " " + Arrays.toString(shape));
        }
        return new Entry(kind, shape, offsets[0], offsets[1]);
    }

    private static Kind kind(String name, Object dtype) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(dtype)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("tensor '" + name + "' has dtype " + dtype + ", expected one of "
                + Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.joining(", ")));
    }

    private static long bytes(String name, Kind kind, long[] shape) {
        try {
            return Arrays.stream(shape).reduce(kind.bytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' has shape " + Arrays.toString(shape) + ", more than any file holds", e);
        }
    }

    private static long[] numbers(String name, String field, Object value) {
        if (value instanceof List<?> list && list.stream().allMatch(n -> n instanceof Long l && l >= 0)) {
            return list.stream().mapToLong(n -> (Long) n).toArray();
        }
        throw new IllegalArgumentException(
                "tensor '" + name + "' has " + field + " " + value + ", expected whole numbers of at least 0");
    }

    /** The tensors must lie one after the other, without gap or overlap, from the header to the end of the file. */
    private static void requireCover(Map<String, Entry> entries, long data) {
        List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
        sorted.sort(Comparator.<Map.Entry<String, Entry>>comparingLong(
                        e -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()));
        long at = 0;
        for (Map.Entry<String, Entry> named : sorted) {
            Entry entry = named.getValue();
            if (entry.begin != at) {
                throw new IllegalArgumentException("tensor '" + named.getKey() + "' begins at byte " + entry.begin
                        + ", expected " + at + ": tensors " + (entry.begin < at ? "overlap" : "leave a gap"));
            }
            at = entry.end;
        }
        if (at != data) {
            throw new IllegalArgumentException("its tensors take " + at + " bytes, after the header there are " + data
                    + (at > data ? "; perhaps truncated" : "; expected none left over"));
        }
    }
}
