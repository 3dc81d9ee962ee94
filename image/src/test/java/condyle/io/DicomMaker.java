package condyle.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Makes small DICOM files for tests: elements in tag order, little endian, explicit unless said otherwise. */
final class DicomMaker {
    private record Element(String vr, byte[] value) {}

    private final TreeMap<Integer, Element> elements = new TreeMap<>();
    private String syntax = "1.2.840.10008.1.2.1";

    /** A sagittal MR slice of 4×3 pixels at x = {@code at} mm (DICOM's LPS), its pixels 0, 1, 2, …. */
    static DicomMaker slice(double at) {
        DicomMaker m = new DicomMaker()
                .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4")
                .text(0x00080060, "CS", "MR")
                .text(0x00100010, "PN", "Doe^Jane")
                .text(0x0020000E, "UI", "1.2.3")
                .text(0x00200011, "IS", "5")
                .text(0x00200032, "DS", at + "\\-10\\20")
                .text(0x00200037, "DS", "0\\1\\0\\0\\0\\-1")
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, 3)
                .number(0x00280011, 4)
                .text(0x00280030, "DS", "0.5\\0.25");
        short[] pixels = new short[12];
        for (int i = 0; i < 12; i++) {
            pixels[i] = (short) i;
        }
        return m.pixels(16, 0, pixels);
    }

    DicomMaker syntax(String uid) {
        syntax = uid;
        return this;
    }

    DicomMaker text(int tag, String vr, String text) {
        byte[] v = (text.length() % 2 == 0 ? text : text + " ").getBytes(StandardCharsets.ISO_8859_1);
        return put(tag, vr, v);
    }

    DicomMaker number(int tag, int v) {
        return put(tag, "US", new byte[] {(byte) v, (byte) (v >> 8)});
    }

    DicomMaker put(int tag, String vr, byte[] value) {
        elements.put(tag, new Element(vr, value));
        return this;
    }

    DicomMaker without(int tag) {
        elements.remove(tag);
        return this;
    }

    DicomMaker pixels(int bits, int signed, short... pixels) {
        byte[] v = new byte[pixels.length * bits / 8];
        for (int i = 0; i < v.length; i++) {
            v[i] = (byte) (bits == 8 ? pixels[i] : pixels[i / 2] >> 8 * (i % 2));
        }
        return number(0x00280100, bits)
                .number(0x00280101, bits)
                .number(0x00280102, bits - 1)
                .number(0x00280103, signed)
                .put(0x7FE00010, "OW", v);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.ISO_8859_1));
        byte[] uid = (syntax.length() % 2 == 0 ? syntax : syntax + "\0").getBytes(StandardCharsets.ISO_8859_1);
        write(out, 0x00020010, new Element("UI", uid), true);
        elements.forEach((tag, e) -> write(out, tag, e, !syntax.equals("1.2.840.10008.1.2")));
        return out.toByteArray();
    }

    void save(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, bytes());
    }

    private static void write(ByteArrayOutputStream out, int tag, Element e, boolean explicit) {
        little(out, tag >>> 16, 2);
        little(out, tag & 0xffff, 2);
        // A sequence's value stands here as its items with the mark at their end: its length is undefined.
        int length = e.vr.equals("SQ") ? -1 : e.value.length;
        if (!explicit) {
            little(out, length, 4);
        } else {
            out.writeBytes(e.vr.getBytes(StandardCharsets.ISO_8859_1));
            boolean wide = e.vr.equals("OW") || e.vr.equals("SQ") || e.vr.equals("UN");
            little(out, 0, wide ? 2 : 0);
            little(out, length, wide ? 4 : 2);
        }
        out.writeBytes(e.value);
    }

    private static void little(ByteArrayOutputStream out, int v, int count) {
        for (int i = 0; i < count; i++) {
            out.write(v >> 8 * i);
        }
    }
}
