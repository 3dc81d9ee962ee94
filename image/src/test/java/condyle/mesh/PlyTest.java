package condyle.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Vec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlyTest {
    /** A square of two triangles in the plane z = 1 that faces up, 10 mm wide. */
    private static final Mesh SQUARE =
            Mesh.of(new float[] {-5, -5, 1, 5, -5, 1, 5, 5, 1, -5, 5, 1}, new int[] {0, 1, 2, 0, 2, 3});

    @TempDir
    Path folder;

    @Test
    void writtenMeshIsReadBack() throws IOException {
        Path path = folder.resolve("square.ply");
        Ply.write(SQUARE, 0xE8D3A9, path);
        Mesh read = Ply.read(path);
        assertThat(read.points()).containsExactly(SQUARE.points());
        assertThat(read.corners()).containsExactly(SQUARE.corners());
        byte[] bytes = Files.readAllBytes(path);
        String header = new String(bytes, 0, 60, StandardCharsets.US_ASCII);
        assertThat(header).startsWith("ply\nformat binary_little_endian 1.0\n");
        // Four vertices of 15 bytes, two faces of 13.
        int data = bytes.length - 4 * 15 - 2 * 13;
        assertThat(new String(bytes, data - 11, 11, StandardCharsets.US_ASCII)).isEqualTo("end_header\n");
        assertThat(Arrays.copyOfRange(bytes, data + 12, data + 15)).containsExactly(0xE8, 0xD3, 0xA9);
    }

    @Test
    void truncatedFileIsAnErrorThatNamesIt() throws IOException {
        Path path = folder.resolve("short.ply");
        Ply.write(SQUARE, 0, path);
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length - 5));
        assertThatThrownBy(() -> Ply.read(path))
                .hasMessage(path + ": truncated: 81 bytes of data, expected at least 86 for 4 vertices and 2 faces");
        Files.writeString(path, "solid cube\n");
        assertThatThrownBy(() -> Ply.read(path)).hasMessageStartingWith(path + ": not a binary little-endian PLY file");
    }

    @Test
    void brokenHeaderLineIsShown() throws IOException {
        Path path = folder.resolve("broken.ply");
        for (String line :
                new String[] {"element vertex", "element vertex -1", "element face many", "property float"}) {
            Files.writeString(path, "ply\nformat binary_little_endian 1.0\n" + line + "\nend_header\n");
            assertThatThrownBy(() -> Ply.read(path))
                    .hasMessage(path + ": broken header line '" + line
                            + "'; expected 'element NAME NUMBER' or 'property TYPE NAME'");
        }
    }

    @Test
    void placesInWholeNumbersAreNotReadAsFloats() throws IOException {
        Path path = Files.writeString(
                folder.resolve("whole.ply"),
                "ply\nformat binary_little_endian 1.0\nelement vertex 1\nproperty int x\nend_header\n");
        assertThatThrownBy(() -> Ply.read(path))
                .hasMessage(path + ": vertex property 'property int x' cannot be read; expected places as float or "
                        + "double");
    }

    @Test
    void squareFillsItsPlaceInThePicture() {
        SurfaceRenderer.Camera above = new SurfaceRenderer.Camera(new Vec(0, 0, 1), new Vec(0, 1, 0), Vec.ZERO, 20);
        SurfaceRenderer.Canvas canvas = new SurfaceRenderer.Canvas(40, 40, 0x000033);
        int[] pixels = SurfaceRenderer.draw(List.of(new SurfaceRenderer.Part(SQUARE, 0xff0000)), above, canvas);
        int lit = 0;
        for (int i = 0; i < pixels.length; i++) {
            boolean inside = Math.abs(i % 40 - 19.5) < 10 && Math.abs(i / 40 - 19.5) < 10;
            assertThat(pixels[i] != 0x000033).as("pixel %d", i).isEqualTo(inside);
            lit += inside ? 1 : 0;
        }
        assertThat(lit).isEqualTo(400);
        assertThat(pixels[20 * 40 + 20] >> 16).isGreaterThan(180);
    }

    @Test
    void nearerSurfaceHidesTheOther() {
        float[] lower = SQUARE.points().clone();
        for (int i = 2; i < lower.length; i += 3) {
            lower[i] = -3;
        }
        SurfaceRenderer.Part red = new SurfaceRenderer.Part(SQUARE, 0xff0000);
        SurfaceRenderer.Part blue = new SurfaceRenderer.Part(Mesh.of(lower, SQUARE.corners()), 0x0000ff);
        SurfaceRenderer.Canvas canvas = new SurfaceRenderer.Canvas(9, 9, 0);
        for (int up : new int[] {1, -1}) {
            int[] p = SurfaceRenderer.draw(
                    List.of(red, blue),
                    new SurfaceRenderer.Camera(new Vec(0, 0, up), new Vec(0, 1, 0), Vec.ZERO, 9),
                    canvas);
            int middle = p[4 * 9 + 4];
            assertThat((middle >> 16 & 0xff) > (middle & 0xff)).isEqualTo(up > 0);
        }
    }
}
