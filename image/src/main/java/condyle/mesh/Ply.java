package condyle.mesh;

import condyle.io.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stanford's PLY format, binary and little-endian: vertices in world mm (RAS+) with a colour, triangles.
 *
 * <p>Reads what it writes and other little-endian files whose vertices have x, y and z and whose faces are triangles;
 * further properties are passed over. Source: Turk 1994, https://paulbourke.net/dataformats/ply/.
 */
public final class Ply {
    private static final String BEGIN = "ply\nformat binary_little_endian 1.0\n";
    private static final String END = "end_header\n";
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("char", 1),
            Map.entry("uchar", 1),
            Map.entry("int8", 1),
            Map.entry("uint8", 1),
            Map.entry("short", 2),
            Map.entry("ushort", 2),
            Map.entry("int16", 2),
            Map.entry("uint16", 2),
            Map.entry("int", 4),
            Map.entry("uint", 4),
            Map.entry("int32", 4),
            Map.entry("uint32", 4),
            Map.entry("float", 4),
            Map.entry("float32", 4),
            Map.entry("double", 8),
            Map.entry("float64", 8));

    private Ply() {}

    /** Writes a mesh whose vertices all have one colour, 0xRRGGBB. */
    public static void write(Mesh mesh, int color, Path path) throws IOException {
        String header = BEGIN
                + "comment condyle: world RAS+, mm\n"
                + "element vertex " + mesh.vertices() + "\n"
                + "property float x\nproperty float y\nproperty float z\n"
                + "property uchar red\nproperty uchar green\nproperty uchar blue\n"
                + "element face " + mesh.triangles() + "\n"
                + "property list uchar int vertex_indices\n" + END;
        WholeFile.write(path, out -> {
            OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
            buffered.write(header.getBytes(StandardCharsets.US_ASCII));
            ByteBuffer vertex = ByteBuffer.allocate(15).order(ByteOrder.LITTLE_ENDIAN);
            for (int v = 0; v < mesh.vertices(); v++) {
                vertex.clear();
                for (int k = 0; k < 3; k++) {
                    vertex.putFloat(mesh.points()[3 * v + k]);
                }
                vertex.put((byte) (color >> 16)).put((byte) (color >> 8)).put((byte) color);
                buffered.write(vertex.array());
            }
            ByteBuffer face = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
            for (int t = 0; t < mesh.triangles(); t++) {
                face.clear().put((byte) 3);
                for (int k = 0; k < 3; k++) {
                    face.putInt(mesh.corners()[3 * t + k]);
                }
                buffered.write(face.array());
            }
            buffered.flush();
        });
    }

    /** What a header says: numbers of vertices and faces, a vertex's bytes and where in them x, y, z stand. */
    private record Header(int vertices, int faces, int stride, int[] at, boolean[] wide) {}

    /**
     * Reads a mesh.
     *
     * @throws IOException if it is no such file, is truncated, or has faces with other than three corners
     */
    public static Mesh read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        String text = new String(bytes, 0, Math.min(bytes.length, 1 << 14), StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END);
        if (!text.startsWith(BEGIN) || end < 0) {
            throw new IOException(path + ": not a binary little-endian PLY file: it does not begin with 'ply', "
                    + "'format binary_little_endian 1.0' and end its header with 'end_header'");
        }
        Header header = header(path, text.substring(BEGIN.length(), end).split("\n"));
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(end + END.length());
        long least = (long) header.vertices * header.stride + 13L * header.faces;
        if (in.remaining() < least) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: truncated: %,d bytes of data, expected at least %,d for %,d vertices and %,d faces",
                    path,
                    in.remaining(),
                    least,
                    header.vertices,
                    header.faces));
        }
        try {
            return mesh(path, header, in);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException(path + ": broken PLY file: " + e.getMessage(), e);
        }
    }

    private static Mesh mesh(Path path, Header h, ByteBuffer in) throws IOException {
        float[] points = new float[3 * h.vertices];
        for (int v = 0; v < h.vertices; v++) {
            for (int k = 0; k < 3; k++) {
                int at = in.position() + h.at[k];
                points[3 * v + k] = h.wide[k] ? (float) in.getDouble(at) : in.getFloat(at);
            }
            in.position(in.position() + h.stride);
        }
        int[] corners = new int[3 * h.faces];
        for (int t = 0; t < h.faces; t++) {
            int n = in.get();
            if (n != 3) {
                throw new IOException(path + ": face " + t + " has " + n + " corners, expected triangles");
            }
            for (int k = 0; k < 3; k++) {
                corners[3 * t + k] = in.getInt();
            }
        }
        return Mesh.of(points, corners);
    }

    private static Header header(Path path, String[] lines) throws IOException {
        int[] count = new int[2];
        int element = -1;
        int stride = 0;
        int[] at = {-1, -1, -1};
        boolean[] wide = new boolean[3];
        List<String> faces = new ArrayList<>();
        for (String line : lines) {
            String[] word = line.strip().split("\\s+");
            boolean counts = word[0].equals("element");
            if ((counts || word[0].equals("property")) && word.length < 3 || counts && !word[2].matches("\\d{1,9}")) {
                throw new IOException(path + ": broken header line '" + line.strip()
                        + "'; expected 'element NAME NUMBER' or 'property TYPE NAME'");
            }
            if (counts) {
                element = word[1].equals("vertex") ? 0 : word[1].equals("face") ? 1 : -1;
                if (element < 0) {
                    throw new IOException(path + ": element '" + word[1] + "', expected vertex and face alone");
                }
                count[element] = Integer.parseInt(word[2]);
            } else if (word[0].equals("property") && element == 0) {
                Integer bytes = BYTES.get(word[1]);
                int axis = word[2].length() == 1 ? "xyz".indexOf(word[2]) : -1;
                if (bytes == null || axis >= 0 && !word[1].matches("float(32|64)?|double")) {
                    throw new IOException(path + ": vertex property '" + line.strip()
                            + "' cannot be read; expected places as float or double");
                }
                if (axis >= 0) {
                    at[axis] = stride;
                    wide[axis] = bytes == 8;
                }
                stride += bytes;
            } else if (word[0].equals("property")) {
                faces.add(line.strip());
            }
        }
        if (at[0] < 0 || at[1] < 0 || at[2] < 0) {
            throw new IOException(path + ": vertices without x, y and z");
        }
        if (count[1] > 0
                && !(faces.size() == 1 && faces.get(0).matches("property list u?(char|int8) u?int(32)? \\w+"))) {
            throw new IOException(path + ": face properties " + faces + ", expected one list of uchar and int");
        }
        return new Header(count[0], count[1], stride, at, wide);
    }
}
