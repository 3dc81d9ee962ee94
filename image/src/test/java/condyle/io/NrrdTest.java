package condyle.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NrrdTest {
    private static final String HEADER = """
            NRRD0004
            # a comment: not a field
            type: short
            dimension: 3
            space: left-posterior-superior
            sizes: 2 3 4
            space directions: (0,2,0) (0,0,-3) (-4,0,0)
            kinds: domain domain domain
            endian: little
            encoding: raw
            space origin: (10,20,30)
            patient:=nobody

            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"little,raw", "big,raw", "little,gzip", "big,gz"})
    void voxelsAreReadInEveryOrderAndEncoding(String endian, String encoding) throws IOException {
        String header = HEADER.replace("little", endian).replace("raw", encoding);
        Volume volume = Volumes.read(save(header, voxels(endian), encoding));
        for (int i = 0; i < 24; i++) {
            assertThat(volume.data()[i]).isEqualTo(i - 3);
        }
        Geometry expected = new Geometry(new Size(2, 3, 4), Affine.of(0, 0, 4, -10, -2, 0, 0, -20, 0, -3, 0, 30));
        NiftiTest.assertSamePlace(volume.geometry(), expected, 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"right-anterior-superior,10,20", "RAS,10,20", "left-anterior-superior,-10,20", "LPS,-10,-20"})
    void everySpaceBecomesRas(String space, double x, double y) throws IOException {
        Path path = save(HEADER.replace("left-posterior-superior", space), voxels("little"), "raw");
        assertThat(Volumes.info(path).geometry().toWorld().column(3)).isEqualTo(new Vec(x, y, 30));
        assertThat(Volumes.info(path).type()).isEqualTo("int16");
    }

    @Test
    void spacingsServeWithoutASpace() throws IOException {
        String header = "NRRD0001\ntype: uint8\ndimension: 3\nsizes: 2 3 4\nspacings: 0.5 nan 2\nencoding: raw\n\n";
        Path path = save(header, new byte[24], "raw");
        assertThat(Volumes.read(path).geometry().spacing()).isEqualTo(new Vec(0.5, 1, 2));
    }

    @Test
    void anAxisOfOneSampleFallsAway() throws IOException {
        String header = HEADER.replace("dimension: 3", "dimension: 4")
                .replace("sizes: 2 3 4", "sizes: 1 2 3 4")
                .replace("directions: ", "directions: none ");
        assertThat(Volumes.read(save(header, voxels("little"), "raw")).size()).isEqualTo(new Size(2, 3, 4));
        Path two = save(header.replace("sizes: 1", "sizes: 2"), new byte[96], "raw");
        assertThatThrownBy(() -> Volumes.read(two))
                .hasMessage(two + ": NRRD of sizes 2 2 3 4, expected three axes; split it into single volumes first");
    }

    @Test
    void skipsAreHonoured() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes("a line\nanother\nxyz".getBytes(StandardCharsets.UTF_8));
        data.writeBytes(voxels("little"));
        Path path = save(HEADER.replace("\n\n", "\nline skip: 2\nbyte skip: 3\n\n"), data.toByteArray(), "raw");
        assertThat(Volumes.read(path).at(0, 0, 0)).isEqualTo(-3);
        Path last = save(HEADER.replace("\n\n", "\nbyte skip: -1\n\n"), data.toByteArray(), "raw");
        assertThat(Volumes.read(last).at(1, 2, 3)).isEqualTo(20);
    }

    @Test
    void truncatedFilesSaySo() throws IOException {
        Path raw = save(HEADER, Arrays.copyOf(voxels("little"), 40), "raw");
        assertThatThrownBy(() -> Volumes.read(raw))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        raw
                                + ": truncated: 40 bytes of voxels, expected 48 bytes (2×3×4 int16); copy or download it again");
        Path gzip = save(HEADER.replace("raw", "gzip"), Arrays.copyOf(voxels("little"), 40), "gzip");
        assertThatThrownBy(() -> Volumes.read(gzip))
                .hasMessage(
                        gzip
                                + ": truncated: 40 bytes of voxels, expected 48 bytes (2×3×4 int16); copy or download it again");
        Path huge = save(HEADER.replace("sizes: 2 3 4", "sizes: 2000 2000 2000"), new byte[48], "raw");
        assertThatThrownBy(() -> Volumes.read(huge))
                .hasMessageContaining(
                        ": header claims 16,000,000,000 bytes of voxels (2000×2000×2000 int16), the file");
        Path empty = Files.write(folder.resolve("empty.nrrd"), new byte[0]);
        assertThatThrownBy(() -> Volumes.read(empty))
                .hasMessageContaining("it starts with nothing, expected \"NRRD0001\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: short|type: block|NRRD type 'block' is not read; expected numbers",
                "encoding: raw|encoding: bzip2|NRRD encoding 'bzip2' is not read; expected raw or gzip",
                "sizes: 2 3 4|sizes: 2 3.5 4|NRRD sizes are '2 3.5 4', expected whole numbers of at least 1",
                "sizes: 2 3 4|sizes: 2 x 4|NRRD sizes holds 'x', expected a number",
                "endian: little||NRRD header without 'endian', perhaps truncated",
                "(0,2,0)|(0,2)|NRRD space directions '(0,2) (0,0,-3) (-4,0,0)', expected three numbers each",
                "(0,2,0)|(0,0,1)|NRRD space directions '(0,0,1) (0,0,-3) (-4,0,0)' lie in one plane",
                "left-posterior-superior|scanner-xyz|NRRD space 'scanner-xyz' is not read; expected right-anterior-superior, "
                        + "left-anterior-superior or left-posterior-superior",
                "endian: little|data file: a.raw|voxels in a file of their own are not read; expected them in the same file (.nrrd)"
            })
    void whatIsNotReadIsNamed(String change) throws IOException {
        String[] parts = change.split("\\|");
        Path path = save(HEADER.replace(parts[0], parts[1].isEmpty() ? "x: y" : parts[1]), voxels("little"), "raw");
        assertThatThrownBy(() -> Volumes.read(path)).hasMessage(path + ": " + parts[2]);
    }

    /** numpy: gzip.decompress of the bytes after the empty line, np.bincount; argwhere(v == 7).mean(0). */
    @Test
    void realLabelsAreTheOnesThatNumpyReads() throws IOException {
        LabelMap map = Volumes.readLabels(RealData.path("labels/dess-right-ten-tissues.nrrd"), LabelSet.PYMSKT);
        assertThat(Arrays.copyOf(map.counts(), 11))
                .containsExactly(20487264, 127311, 20605, 19862, 12658, 1532154, 1089712, 143548, 111661, 22957, 25228);
        double[] c = new double[3];
        for (int i = 0; i < map.data().length; i++) {
            if (map.data()[i] == 7) {
                c[0] += i % 384;
                c[1] += i / 384 % 384;
                c[2] += i / 384 / 384;
            }
        }
        assertThat(c[0] / 143548).isCloseTo(78.32181569927829, within(1e-9));
        assertThat(c[1] / 143548).isCloseTo(119.90895031627052, within(1e-9));
        assertThat(c[2] / 143548).isCloseTo(97.78942235349848, within(1e-9));
        // The header's LPS numbers with x and y negated.
        assertThat(map.geometry().toWorld().column(0)).isEqualTo(new Vec(0.0317755356540411, -0.36319597994442016, 0));
        assertThat(map.geometry().toWorld().column(3)).isEqualTo(new Vec(6.6536341, 77.413532, 70));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_gz", "_gz_lineskip"})
    void conformanceFilesHoldTheSameBall(String kind) throws IOException {
        Volume ball = Volumes.read(RealData.path("conformance/nrrd/BallBinary30x30x30" + kind + ".nrrd"));
        double sum = 0;
        for (float v : ball.data()) {
            sum += v;
        }
        assertThat(sum).isEqualTo(3682296);
    }

    private Path save(String header, byte[] data, String encoding) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        if (encoding.startsWith("gz")) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(data);
            }
        } else {
            out.writeBytes(data);
        }
        return Files.write(Files.createTempFile(folder, "a", ".nrrd"), out.toByteArray());
    }

    private static byte[] voxels(String endian) {
        ByteBuffer b =
                ByteBuffer.allocate(48).order(endian.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 24; i++) {
            b.putShort((short) (i - 3));
        }
        return b.array();
    }
}
