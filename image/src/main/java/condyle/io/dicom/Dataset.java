package condyle.io.dicom;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values of the kept tags of one DICOM data set; nested sequences are not kept. */
public final class Dataset {
    private final Map<Integer, byte[]> values = new HashMap<>();

    Dataset() {}

    void put(int tag, byte[] value) {
        values.put(tag, value);
    }

    /**
     * Text without padding; empty where the tag is missing, blank, or holds anything but printable ASCII.
     *
     * <p>A broken length makes a value swallow its neighbours, the patient's name among them: such a value must not
     * reach a message.
     */
    public Optional<String> text(int tag) {
        byte[] v = values.get(tag);
        if (v == null) {
            return Optional.empty();
        }
        String s = new String(v, StandardCharsets.ISO_8859_1);
        s = (s.endsWith("\0") ? s.substring(0, s.length() - 1) : s).trim();
        boolean printable = s.chars().allMatch(c -> c >= 32 && c < 127);
        return s.isEmpty() || !printable ? Optional.empty() : Optional.of(s);
    }

    /** Unsigned 16-bit number (VR US); empty where the tag is missing or too short. */
    public Optional<Integer> unsigned(int tag) {
        byte[] v = values.get(tag);
        return v == null || v.length < 2 ? Optional.empty() : Optional.of((v[1] & 0xff) << 8 | v[0] & 0xff);
    }

    /**
     * Decimal numbers between backslashes (VR DS, IS), at least one.
     *
     * @return empty where the tag is missing, or a value is no finite number
     */
    public Optional<double[]> decimals(int tag) {
        Optional<String> text = text(tag);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = text.get().split("\\\\");
        if (parts.length == 0) {
            // Nothing but backslashes.
            return Optional.empty();
        }
        double[] out = new double[parts.length];
        for (int i = 0; i < out.length; i++) {
            try {
                out[i] = Double.parseDouble(parts[i].trim());
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
            if (!Double.isFinite(out[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(out);
    }
}
