package condyle.io;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with bytes changed at random are read, or refused with one line that names the path: nothing else comes out. */
class BrokenFilesTest {
    private static final int ROUNDS = 400;

    @TempDir
    Path folder;

    @Test
    void nifti() throws IOException {
        byte[] header = NiftiHeader.bytes(Geometry.of(new Size(5, 6, 7), Vec.of(1)), VoxelType.UINT8);
        breakAndRead(Arrays.copyOf(header, header.length + 210), folder.resolve("a.nii"), 352);
    }

    @Test
    void packedNifti() throws IOException {
        Path path = folder.resolve("a.nii.gz");
        Geometry geometry = Geometry.of(new Size(5, 6, 7), Vec.of(1));
        Volumes.write(LabelMap.of(geometry, new byte[210], LabelSet.CONDYLE), path);
        breakAndRead(Files.readAllBytes(path), path, 300);
    }

    @Test
    void nrrd() throws IOException {
        String text =
                "NRRD0004\ntype: uint8\ndimension: 3\nspace: RAS\nsizes: 2 3 4\nspace directions: (1,0,0) (0,1,0) "
                        + "(0,0,1)\nencoding: raw\nspace origin: (1,2,3)\n\n";
        byte[] bytes = (text + "x".repeat(24)).getBytes(StandardCharsets.UTF_8);
        breakAndRead(bytes, folder.resolve("a.nrrd"), bytes.length);
    }

    @Test
    void dicom() throws IOException {
        DicomMaker.slice(1.5).save(folder.resolve("s/b.dcm"));
        byte[] bytes = DicomMaker.slice(0).bytes();
        breakAndRead(bytes, folder.resolve("s/a.dcm"), bytes.length);
    }

    private void breakAndRead(byte[] whole, Path path, int within) throws IOException {
        Random random = new Random(7);
        Path volume = path.getParent().equals(folder) ? path : path.getParent();
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(Math.min(within, bytes.length))] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            Files.write(path, Arrays.copyOf(bytes, length));
            try {
                Volumes.read(volume);
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage()).startsWith(volume.toString()).doesNotContain("\n", "Doe");
            }
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS);
    }
}
