package condyle.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DicomFileTest {
    private static final String EXPLICIT = "08001800554902003100"; // (0008,0018) UI of 2 bytes
    private static final String ROWS = "2800100055530200" + "0300"; // (0028,0010) US 3
    private static final String SEQUENCE = "0800401153510000ffffffff"; // (0008,1140) SQ, undefined length
    private static final String ITEM = "feff00e0ffffffff";
    private static final String ITEM_END = "feff0de000000000";
    private static final String SEQUENCE_END = "feffdde000000000";

    @TempDir
    Path folder;

    @Test
    void sequencesOfUndefinedLengthAreSteppedOver() throws IOException {
        String inner = SEQUENCE + ITEM + "28001000555302000900" + ITEM_END + SEQUENCE_END;
        DicomFile file = DicomFile.read(save(EXPLICIT + SEQUENCE + ITEM + inner + ITEM_END
                + "feff00e00a00000028001000555302000900" + SEQUENCE_END + ROWS));
        // Rows of the nested items (9) are not the image's.
        assertThat(file.dataset().unsigned(Tag.ROWS)).contains(3);
    }

    @Test
    void anUnknownSequenceIsImplicitInside() throws IOException {
        String unknown = "08004111554e0000ffffffff" + ITEM + "28001000020000000900" + ITEM_END + SEQUENCE_END;
        assertThat(DicomFile.read(save(EXPLICIT + unknown + ROWS)).dataset().unsigned(Tag.ROWS))
                .contains(3);
    }

    @Test
    void endlessNestingIsRefused() throws IOException {
        Path path = save(EXPLICIT + (SEQUENCE + ITEM).repeat(10_000));
        assertThatThrownBy(() -> DicomFile.read(path))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(path + ": sequences nested deeper than 16 at byte ");
    }

    @Test
    void aLengthPastTheEndIsRefused() throws IOException {
        Path path = save(EXPLICIT + "e07f10004f570000f0ffffff" + "0000");
        assertThatThrownBy(() -> DicomFile.read(path))
                .hasMessage(path + ": truncated or broken: element (7fe0,0010) at byte 170 claims 4,294,967,280 bytes, "
                        + "2 are left; copy or download it again");
        Path open = save(EXPLICIT + SEQUENCE + ITEM);
        assertThatThrownBy(() -> DicomFile.read(open)).hasMessageContaining("(0008,1140) at byte ");
    }

    @Test
    void nothingAboutThePatientIsKept() {
        assertThat(Tag.isKept(0x00100010)).isFalse();
        assertThat(Tag.isKept(0x00100020)).isFalse();
        assertThat(Tag.isKept(0x00080050)).isFalse();
        assertThat(Tag.isKept(0x00080020)).isFalse();
    }

    /** Sums of the raw pixels as NEMA's WG04 set is published; MR_small's are equal in both layouts. */
    @ParameterizedTest
    @CsvSource({
        "conformance/dicom/wg04/MR1_UNC,7b7424e6115931c371f3c94c2f5d32d9",
        "conformance/dicom/wg04/MR2_UNC,a70676f0e60a58f55a5ac517ff662e7e"
    })
    void realPixelsHaveTheKnownSum(String file, String md5) throws IOException, NoSuchAlgorithmException {
        DicomFile dicom = DicomFile.read(real(file));
        byte[] pixels = dicom.pixels((int) dicom.pixelLength());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(pixels)))
                .isEqualTo(md5);
    }

    @Test
    void implicitAndExplicitFilesHaveTheSamePixels() throws IOException {
        byte[] explicit =
                DicomFile.read(real("conformance/dicom/pydicom/MR_small.dcm")).pixels(8192);
        byte[] implicit = DicomFile.read(real("conformance/dicom/pydicom/MR_small_implicit.dcm"))
                .pixels(8192);
        byte[] padded = DicomFile.read(real("conformance/dicom/pydicom/MR_small_padded.dcm"))
                .pixels(8192);
        assertThat(implicit).isEqualTo(explicit);
        assertThat(padded).isEqualTo(explicit);
    }

    /** Each of these is read or refused with one line that starts with its path: nothing else may come out. */
    @Test
    void oddFilesAreReadOrRefusedInOneLine() throws IOException {
        Path root = real("conformance/dicom");
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        int read = 0;
        for (Path file : files) {
            try {
                DicomFile.read(file);
                read++;
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
            }
        }
        assertThat(read).isGreaterThan(20);
    }

    @Test
    void aTruncatedRealFileIsRefused() throws IOException {
        Path path = real("conformance/dicom/pydicom/MR_truncated.dcm");
        assertThatThrownBy(() -> DicomFile.read(path))
                .hasMessage(path + ": truncated or broken: element (7fe0,0010) at byte 1,488 claims 8,192 bytes, "
                        + "8,130 are left; copy or download it again");
    }

    private Path save(String hex) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.ISO_8859_1));
        String syntax = "1.2.840.10008.1.2.1\0";
        out.writeBytes(HexFormat.of().parseHex("02001000554914" + "00"));
        out.writeBytes(syntax.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(HexFormat.of().parseHex(hex));
        return Files.write(Files.createTempFile(folder, "a", ".dcm"), out.toByteArray());
    }

    private static Path real(String relative) {
        String root = System.getProperty("condyle.data", "");
        Assumptions.assumeTrue(!root.isBlank() && !root.startsWith("$"), "condyle.data is not set");
        return Path.of(root, relative);
    }
}
