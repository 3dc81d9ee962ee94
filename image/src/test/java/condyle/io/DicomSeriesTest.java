package condyle.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DicomSeriesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1"})
    void slicesAreOrderedByPlaceAndNotByName(String syntax) throws IOException {
        // Normal of columns (0,1,0) and rows (0,0,-1) is (-1,0,0): x = 9 comes first.
        double[] places = {6, 9, 3, 7.5, 4.5};
        for (int i = 0; i < places.length; i++) {
            short[] pixels = new short[12];
            Arrays.fill(pixels, (short) (100 * places[i]));
            DicomMaker.slice(places[i]).pixels(16, 0, pixels).syntax(syntax).save(folder.resolve(i + ".dcm"));
        }
        Volume volume = Volumes.read(folder);
        for (int z = 0; z < 5; z++) {
            assertThat(volume.at(2, 1, z)).isEqualTo((float) (900 - 150 * z));
        }
        // RAS: x and y of LPS are negated. Pixel Spacing is 0.5 between rows, 0.25 between columns.
        Geometry expected = new Geometry(new Size(4, 3, 5), Affine.of(0, 0, 1.5, -9, -0.25, 0, 0, 10, 0, -0.5, 0, 20));
        NiftiTest.assertSamePlace(volume.geometry(), expected, 1e-9);
    }

    @Test
    void infoTellsTheStackWithoutThePatient() throws IOException {
        series(3, "a");
        ScanInfo info = Volumes.info(folder.resolve("a"));
        assertThat(info.format()).isEqualTo("DICOM series");
        assertThat(info.type()).isEqualTo("uint16");
        assertThat(info.side()).isEqualTo(Side.UNKNOWN);
        assertThat(info.modality()).contains("MR");
        assertThat(info.files()).isEqualTo(3);
        assertThat(info.toString()).doesNotContain("Doe");
    }

    @ParameterizedTest
    @CsvSource({"0020,R,RIGHT", "0020,L,LEFT", "0020,B,UNKNOWN", "0062,L,LEFT"})
    void sideComesFromLaterality(String element, String value, Side side) throws IOException {
        int tag = element.equals("0062") ? 0x00200062 : 0x00200060;
        for (int i = 0; i < 2; i++) {
            DicomMaker.slice(i).text(tag, "CS", value).save(folder.resolve(i + ".dcm"));
        }
        assertThat(Volumes.info(folder).side()).isEqualTo(side);
    }

    @Test
    void pixelsAreSignedCutToTheirBitsAndRescaled() throws IOException {
        for (int i = 0; i < 2; i++) {
            DicomMaker.slice(i)
                    .pixels(16, 1, new short[] {0x0fff, 0x7801, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                    .number(0x00280101, 12)
                    .number(0x00280102, 11)
                    .text(0x00281053, "DS", "2")
                    .text(0x00281052, "DS", "-10")
                    .save(folder.resolve(i + ".dcm"));
        }
        // 0fff of 12 bits is −1; 7801 without its upper four bits is 801, −2047.
        assertThat(Arrays.copyOf(Volumes.read(folder).data(), 3)).containsExactly(-12, -4104, 0);
    }

    @Test
    void eightBitPixelsAreRead() throws IOException {
        for (int i = 0; i < 2; i++) {
            DicomMaker.slice(i)
                    .pixels(8, 0, new short[] {200, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
                    .save(folder.resolve(i + ".dcm"));
        }
        assertThat(Arrays.copyOf(Volumes.read(folder).data(), 3)).containsExactly(200, 1, 2);
    }

    @Test
    void otherFilesInTheFolderArePassedOver() throws IOException {
        series(3, "a");
        Files.writeString(folder.resolve("a/notes.txt"), "x".repeat(500));
        Files.write(folder.resolve("a/DICOMDIR"), new byte[500]);
        DicomMaker.slice(50)
                .without(0x7FE00010)
                .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.88.11")
                .save(folder.resolve("a/report.dcm"));
        assertThat(Volumes.read(folder.resolve("a")).size()).isEqualTo(new Size(4, 3, 3));
    }

    @Test
    void aMissingSliceNamesTheGap() throws IOException {
        series(6, "a");
        Files.delete(folder.resolve("a/03.dcm"));
        assertThatThrownBy(() -> Volumes.read(folder.resolve("a")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        folder.resolve("a") + ": uneven slices: 3.00 mm between 02.dcm and 04.dcm, expected 1.50 mm; "
                                + "1 slice seems to be missing");
    }

    @Test
    void twoSeriesInOneFolderAreListed() throws IOException {
        series(3, "a");
        for (int i = 0; i < 2; i++) {
            DicomMaker.slice(i)
                    .text(0x0020000E, "UI", "1.2.4")
                    .text(0x00200011, "IS", "6")
                    .text(0x00180086, "IS", "2")
                    .save(folder.resolve("a/other" + i));
        }
        assertThatThrownBy(() -> Volumes.read(folder.resolve("a")))
                .hasMessage(folder.resolve("a") + ": holds 2 series, expected one: series 5 (3 slices of 4×3), "
                        + "series 6 echo 2 (2 slices of 4×3); put each in a folder of its own");
    }

    @Test
    void directionsThatDifferByRoundingAreOneSeries() throws IOException {
        DicomMaker.slice(0).text(0x00200037, "DS", "-0.0001\\1\\0\\0\\0\\-1").save(folder.resolve("a"));
        DicomMaker.slice(1).text(0x00200037, "DS", "0.0001\\1\\0\\0\\0\\-1").save(folder.resolve("b"));
        assertThat(Volumes.read(folder).size()).isEqualTo(new Size(4, 3, 2));
        DicomMaker.slice(2).text(0x00200037, "DS", "1\\0\\0\\0\\1\\0").save(folder.resolve("c"));
        assertThatThrownBy(() -> Volumes.read(folder)).hasMessageContaining("holds 2 series, expected one");
        DicomMaker.slice(2).text(0x00200037, "DS", "0\\0\\-1\\0\\-1\\0").save(folder.resolve("c"));
        assertThatThrownBy(() -> Volumes.read(folder)).hasMessageContaining("holds 2 series, expected one");
        DicomMaker.slice(2).text(0x00280030, "DS", "0.5\\0.3").save(folder.resolve("c"));
        assertThatThrownBy(() -> Volumes.read(folder)).hasMessageContaining("holds 2 series, expected one");
    }

    @Test
    void twoImagesAtOnePlaceAreRefused() throws IOException {
        series(3, "a");
        DicomMaker.slice(-1.5).save(folder.resolve("a/copy.dcm"));
        assertThatThrownBy(() -> Volumes.read(folder.resolve("a")))
                .hasMessageContaining("01.dcm and copy.dcm lie at the same place");
    }

    @Test
    void aSingleSliceIsNoVolume() throws IOException {
        series(1, "a");
        Path file = folder.resolve("a/00.dcm");
        assertThatThrownBy(() -> Volumes.read(file))
                .hasMessage(file + ": a slice instead of a volume; give the folder that holds all slices of the scan");
        assertThatThrownBy(() -> Volumes.read(folder.resolve("a")))
                .hasMessage(folder.resolve("a")
                        + ": a slice instead of a volume; put all slices of the scan in this folder");
    }

    @Test
    void aTruncatedSliceNamesItsFile() throws IOException {
        series(3, "a");
        Path file = folder.resolve("a/01.dcm");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 10));
        assertThatThrownBy(() -> Volumes.read(folder.resolve("a")))
                .hasMessage(file + ": truncated or broken: element (7fe0,0010) at byte " + (whole.length - 36)
                        + " claims 24 bytes, 14 are left; copy or download it again");
        Files.write(file, Arrays.copyOf(whole, whole.length - 36));
        assertThatThrownBy(() -> Volumes.read(folder.resolve("a")))
                .hasMessage(file + ": has no pixels (7fe0,0010), perhaps truncated; copy or download it again");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Volumes.read(folder.resolve("a")))
                .hasMessage(file + ": not a DICOM file: no \"DICM\" at byte 128; the file has 0 bytes");
    }

    @Test
    void anInvertedImageIsRefused() throws IOException {
        Path file = folder.resolve("0.dcm");
        DicomMaker.slice(0).text(0x00280004, "CS", "MONOCHROME1").save(file);
        DicomMaker.slice(1).text(0x00280004, "CS", "MONOCHROME1").save(folder.resolve("1.dcm"));
        assertThatThrownBy(() -> Volumes.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        file + ": Photometric Interpretation (0028,0004) is 'MONOCHROME1', expected MONOCHROME2 (0 is "
                                + "black); convert it with 'dcm2niix'");
    }

    @ParameterizedTest
    @ValueSource(ints = {13_000, 60_000})
    void aHeaderThatClaimsGigabytesIsToldBeforeAnyAreTaken(int side) throws IOException {
        for (int i = 0; i < 2; i++) {
            DicomMaker.slice(i)
                    .number(0x00280010, side)
                    .number(0x00280011, side)
                    .save(folder.resolve(i + ".dcm"));
        }
        assertThatThrownBy(() -> Volumes.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(String.format(
                        Locale.ROOT,
                        "%s: truncated: Pixel Data has 24 bytes, expected %,d; copy or download it again",
                        folder.resolve("0.dcm"),
                        2L * side * side));
    }

    @Test
    void compressedPixelsNameTheSyntaxAndTheWayOut() throws IOException {
        for (int i = 0; i < 2; i++) {
            DicomMaker.slice(i).syntax("1.2.840.10008.1.2.4.70").save(folder.resolve(i + ".dcm"));
        }
        assertThatThrownBy(() -> Volumes.read(folder))
                .hasMessage(
                        folder.resolve("0.dcm") + ": transfer syntax 1.2.840.10008.1.2.4.70 (JPEG lossless) is not "
                                + "read; expected uncompressed little endian; decompress it with 'gdcmconv --raw IN OUT' (gdcm)");
    }

    @Test
    void numbersThatAreOnlyBackslashesCountAsMissing() throws IOException {
        for (int i = 0; i < 2; i++) {
            DicomMaker.slice(i)
                    .text(0x00280008, "IS", "\\")
                    .text(0x00281053, "DS", "\\\\")
                    .save(folder.resolve(i + ".dcm"));
        }
        assertThat(Volumes.read(folder).at(3, 2, 1)).isEqualTo(11);
        DicomMaker.slice(0).text(0x00280030, "DS", "\\").save(folder.resolve("0.dcm"));
        assertThatThrownBy(() -> Volumes.read(folder))
                .hasMessage(folder.resolve("0.dcm")
                        + ": Pixel Spacing (0028,0030) is missing or broken; a slice without it has no place in space");
    }

    @Test
    void anEmptyFolderIsNoVolume() {
        assertThatThrownBy(() -> Volumes.read(folder))
                .hasMessageStartingWith(folder + ": no DICOM series in this folder");
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> Volumes.read(none)).hasMessage(none + ": no such file or folder");
    }

    @Test
    void foldersOfSeriesAndFilesAreListedAsCases() throws IOException {
        series(2, "knee2");
        series(2, "knee1");
        Files.writeString(folder.resolve("notes.txt"), "x");
        Volumes.write(NiftiTest.noise(Geometry.of(new Size(2, 2, 2), Vec.of(1))), folder.resolve("case.nii.gz"));
        assertThat(Volumes.list(folder))
                .containsExactly(folder.resolve("case.nii.gz"), folder.resolve("knee1"), folder.resolve("knee2"));
        assertThat(Volumes.list(folder.resolve("knee1"))).containsExactly(folder.resolve("knee1"));
        assertThat(Volumes.caseName(folder.resolve("case.nii.gz"))).isEqualTo("case");
        assertThat(Volumes.caseName(folder.resolve("knee1"))).isEqualTo("knee1");
    }

    /** pydicom: files sorted by cross(IOP[:3], IOP[3:]) · IPP, np.stack of pixel_array, sum(), [40, 256, 200]. */
    @ParameterizedTest
    @CsvSource({"echo1,28298273649,523,2622", "echo2,9898860255,396,716"})
    void realSeriesHasTheVoxelsThatPydicomReads(String echo, long sum, float v1, float v2) throws IOException {
        Path path = RealData.path("dess-ge3t/" + echo);
        Volume volume = Volumes.read(path);
        assertThat(volume.size()).isEqualTo(new Size(512, 512, 80));
        Vec s = volume.geometry().spacing();
        assertThat(s.minus(new Vec(0.3125, 0.3125, 1.5)).norm()).isCloseTo(0, within(1e-5));
        assertThat(volume.geometry()
                        .toWorld()
                        .apply(0, 0, 79)
                        .minus(new Vec(105.415, 68.3588, 79.8372))
                        .norm())
                .isCloseTo(0, within(1e-6));
        double total = 0;
        for (float v : volume.data()) {
            total += v;
        }
        assertThat(total).isEqualTo(sum);
        assertThat(volume.at(200, 256, 40)).isEqualTo(v1);
        assertThat(volume.at(300, 100, 10)).isEqualTo(v2);
        assertThat(Volumes.info(path).side()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void aSeriesLiesWhereItsNrrdSaysItLies() throws IOException {
        Path path = RealData.path("conformance/dicom/seg/dcmqi/24x38x3");
        Geometry series = Volumes.info(path.resolve("image")).geometry();
        NiftiTest.assertSamePlace(
                series, Volumes.info(path.resolve("nrrd/label.nrrd")).geometry(), 1e-4);
    }

    private void series(int count, String name) throws IOException {
        for (int i = 0; i < count; i++) {
            DicomMaker.slice(-1.5 * i).save(folder.resolve(name).resolve(String.format("%02d.dcm", i)));
        }
    }
}
