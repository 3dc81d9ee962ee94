package condyle.io;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text at the start of a NRRD file, up to its first empty line.
 *
 * <p>The fields' values are as https://teem.sourceforge.net/nrrd/format.html defines them. Places become RAS+; a file
 * without a space has its axes taken as right, front, up.
 */
record NrrdHeader(Geometry geometry, VoxelFile.Layout layout, String encoding, int lineSkip, long byteSkip) {
    private static final int LONGEST = 1 << 20;
    private static final Pattern VECTOR = Pattern.compile("none|\\(([^)]*)\\)");

    private static final Map<String, VoxelType> TYPES = types();

    private static Map<String, VoxelType> types() {
        Map<String, VoxelType> t = new HashMap<>();
        add(t, VoxelType.INT8, "signed char", "int8", "int8_t");
        add(t, VoxelType.UINT8, "uchar", "unsigned char", "uint8", "uint8_t");
        add(t, VoxelType.INT16, "short", "short int", "signed short", "signed short int", "int16", "int16_t");
        add(t, VoxelType.UINT16, "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t");
        add(t, VoxelType.INT32, "int", "signed int", "int32", "int32_t");
        add(t, VoxelType.UINT32, "uint", "unsigned int", "uint32", "uint32_t");
        add(t, VoxelType.INT64, "longlong", "long long", "long long int", "signed long long", "signed long long int");
        add(t, VoxelType.INT64, "int64", "int64_t");
        add(t, VoxelType.UINT64, "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t");
        add(t, VoxelType.FLOAT32, "float");
        add(t, VoxelType.FLOAT64, "double");
        return t;
    }

    private static void add(Map<String, VoxelType> types, VoxelType type, String... names) {
        for (String n : names) {
            types.put(n, type);
        }
    }

    /** Reads the header; the stream then stands after its empty line. */
    static NrrdHeader read(Path path, InputStream in) throws IOException {
        String magic = line(path, in);
        if (magic == null || !magic.matches("NRRD000[1-5]")) {
            String shown = magic == null
                    ? "nothing"
                    : magic.codePoints().limit(8).allMatch(c -> c >= 32 && c < 127)
                            ? "\"" + magic.substring(0, Math.min(8, magic.length())) + "\""
                            : "no text";
            throw new IOException(path + ": not a NRRD file: it starts with " + shown + ", expected \"NRRD0001\" to "
                    + "\"NRRD0005\"");
        }
        Map<String, String> fields = new HashMap<>();
        int length = 0;
        for (String s = line(path, in); s != null && !s.isEmpty(); s = line(path, in)) {
            length += s.length() + 1;
            if (length > LONGEST) {
                throw new IOException(path + ": header has no end within 1 MB; not a NRRD file, or a broken one");
            }
            int colon = s.indexOf(": ");
            // Comments start with #, keys of the user's own are followed by := .
            if (!s.startsWith("#") && colon > 0 && !s.substring(0, colon).contains(":=")) {
                fields.put(
                        s.substring(0, colon).toLowerCase(Locale.ROOT),
                        s.substring(colon + 2).trim());
            }
        }
        return new Parser(path, fields).parse();
    }

    /** One line without its end; null where the file ends. */
    private static String line(Path path, InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            out.write(c);
            if (out.size() > LONGEST) {
                throw new IOException(
                        path + ": a header line has no end within 1 MB; not a NRRD file, or a broken one");
            }
            c = in.read();
        }
        // Messages show some of it: no control characters there.
        String s = out.toString(StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\r]]", " ");
        return s.endsWith("\r") ? s.substring(0, s.length() - 1) : s;
    }

    private record Parser(Path path, Map<String, String> fields) {
        NrrdHeader parse() throws IOException {
            if (fields.containsKey("data file") || fields.containsKey("datafile")) {
                throw new IOException(path + ": voxels in a file of their own are not read; expected them in the same "
                        + "file (.nrrd)");
            }
            VoxelType type = TYPES.get(required("type").toLowerCase(Locale.ROOT));
            if (type == null) {
                throw new IOException(path + ": NRRD type '" + required("type") + "' is not read; expected numbers");
            }
            String encoding = required("encoding").toLowerCase(Locale.ROOT);
            encoding = encoding.equals("gz") ? "gzip" : encoding;
            if (!encoding.equals("raw") && !encoding.equals("gzip")) {
                throw new IOException(
                        path + ": NRRD encoding '" + required("encoding") + "' is not read; expected raw or gzip");
            }
            List<Integer> kept = new ArrayList<>();
            Size size = size(kept);
            Geometry geometry = new Geometry(size, place(kept));
            return new NrrdHeader(
                    geometry,
                    new VoxelFile.Layout(size, type, order(type)),
                    encoding,
                    (int) whole("line skip", "lineskip"),
                    whole("byte skip", "byteskip"));
        }

        private String required(String field) throws IOException {
            String v = fields.get(field);
            if (v == null) {
                throw new IOException(path + ": NRRD header without '" + field + "', perhaps truncated");
            }
            return v;
        }

        private ByteOrder order(VoxelType type) throws IOException {
            String endian = type.bytes() == 1 ? "little" : required("endian").toLowerCase(Locale.ROOT);
            if (!endian.equals("little") && !endian.equals("big")) {
                throw new IOException(path + ": NRRD endian is '" + endian + "', expected little or big");
            }
            return endian.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        }

        /** The sizes of three axes; of more, those with one sample fall away. */
        private Size size(List<Integer> kept) throws IOException {
            String[] texts = required("sizes").split("\\s+");
            int[] n = new int[texts.length];
            for (int i = 0; i < n.length; i++) {
                double size = number("sizes", texts[i]);
                n[i] = (int) size;
                if (n[i] < 1 || n[i] != size) {
                    throw new IOException(path + ": NRRD sizes are '" + required("sizes")
                            + "', expected whole numbers of at least 1");
                }
            }
            int spare = n.length - 3;
            for (int i = n.length - 1; i >= 0; i--) {
                if (spare > 0 && n[i] == 1) {
                    spare--;
                } else {
                    kept.add(0, i);
                }
            }
            if (kept.size() != 3) {
                throw new IOException(path + ": NRRD of sizes " + required("sizes") + ", expected three axes"
                        + (n.length < 3 ? "; a slice instead of a volume" : "; split it into single volumes first"));
            }
            return new Size(n[kept.get(0)], n[kept.get(1)], n[kept.get(2)]);
        }

        private Affine place(List<Integer> kept) throws IOException {
            String space = fields.getOrDefault("space", "").toLowerCase(Locale.ROOT);
            Vec toRas = toRas(space);
            Vec[] axes = fields.containsKey("space directions") ? directions(kept) : spacings(kept);
            List<double[]> origin = vectors("space origin", fields.getOrDefault("space origin", "(0,0,0)"));
            double[] o = origin.size() == 1 && origin.get(0) != null ? origin.get(0) : new double[3];
            Affine m = Affine.of(axes[0], axes[1], axes[2], new Vec(o[0], o[1], o[2]));
            m = Affine.scaling(toRas, Vec.ZERO).after(m);
            try {
                m.inverse();
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        path + ": NRRD space directions '" + fields.get("space directions") + "' lie in one plane", e);
            }
            return m;
        }

        private Vec toRas(String space) throws IOException {
            return switch (space) {
                case "", "right-anterior-superior", "ras" -> new Vec(1, 1, 1);
                case "left-anterior-superior", "las" -> new Vec(-1, 1, 1);
                case "left-posterior-superior", "lps" -> new Vec(-1, -1, 1);
                default ->
                    throw new IOException(path + ": NRRD space '" + space
                            + "' is not read; expected right-anterior-superior, left-anterior-superior or "
                            + "left-posterior-superior");
            };
        }

        private Vec[] directions(List<Integer> kept) throws IOException {
            List<double[]> all = vectors("space directions", fields.get("space directions"));
            Vec[] axes = new Vec[3];
            for (int i = 0; i < 3; i++) {
                double[] v = kept.get(i) < all.size() ? all.get(kept.get(i)) : null;
                if (v == null) {
                    throw new IOException(path + ": NRRD space directions '" + fields.get("space directions")
                            + "', expected three numbers for each of the three axes");
                }
                axes[i] = new Vec(v[0], v[1], v[2]);
            }
            return axes;
        }

        private Vec[] spacings(List<Integer> kept) throws IOException {
            String[] texts = fields.getOrDefault("spacings", "").split("\\s+");
            double[] s = new double[3];
            for (int i = 0; i < 3; i++) {
                boolean there = kept.get(i) < texts.length && !texts[kept.get(i)].isEmpty();
                double v = there ? number("spacings", texts[kept.get(i)]) : 1;
                s[i] = v > 0 ? v : 1;
            }
            return new Vec[] {new Vec(s[0], 0, 0), new Vec(0, s[1], 0), new Vec(0, 0, s[2])};
        }

        /** Vectors of three numbers; null stands for "none". */
        private List<double[]> vectors(String field, String text) throws IOException {
            List<double[]> out = new ArrayList<>();
            Matcher m = VECTOR.matcher(text);
            while (m.find()) {
                if (m.group(1) == null) {
                    out.add(null);
                    continue;
                }
                String[] parts = m.group(1).split(",");
                if (parts.length != 3) {
                    throw new IOException(path + ": NRRD " + field + " '" + text + "', expected three numbers each");
                }
                out.add(new double[] {number(field, parts[0]), number(field, parts[1]), number(field, parts[2])});
            }
            return out;
        }

        private double number(String field, String text) throws IOException {
            double v;
            try {
                v = Double.parseDouble(text.trim());
            } catch (NumberFormatException e) {
                v = Double.NaN;
            }
            boolean spacing = field.equals("spacings");
            if (!Double.isFinite(v) && !spacing) {
                throw new IOException(path + ": NRRD " + field + " holds '" + text.trim() + "', expected a number");
            }
            return v;
        }

        private long whole(String... names) throws IOException {
            for (String n : names) {
                if (fields.containsKey(n)) {
                    return (long) number(n, fields.get(n));
                }
            }
            return 0;
        }
    }
}
