package condyle.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.LabelSet;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as the IWOAI challenge has them, a few voxels large. */
class Hdf5Test {
    @TempDir
    Path folder;

    /** Two rows, three columns, four slices: 100 · row + 10 · column + slice. */
    private Path image() {
        float[][][] voxels = new float[2][3][4];
        for (int r = 0; r < 2; r++) {
            for (int c = 0; c < 3; c++) {
                for (int s = 0; s < 4; s++) {
                    voxels[r][c][s] = 100 * r + 10 * c + s;
                }
            }
        }
        return write("train_001_V00.im", "data", voxels);
    }

    private Path write(String name, String dataset, Object values) {
        Path path = folder.resolve(name);
        try (WritableHdfFile file = HdfFile.write(path)) {
            file.putDataset(dataset, values);
        }
        return path;
    }

    @Test
    void slicesRunAlongXColumnsAlongYAndRowsAlongZ() throws IOException {
        Volume volume = Volumes.read(image());
        assertThat(volume.size()).isEqualTo(new Size(4, 3, 2));
        assertThat(volume.at(3, 2, 1)).isEqualTo(123);
        assertThat(volume.at(1, 0, 0)).isEqualTo(1);
    }

    @Test
    void spacingAndOrientationAreAssumedAndSaidToBe() throws IOException {
        ScanInfo info = Volumes.info(image());
        assertThat(info.assumed()).contains("spacing and orientation are assumed: the file does not say");
        assertThat(Orientation.of(info.geometry())).hasToString("RPI");
        assertThat(info.geometry().spacing().x()).isCloseTo(0.7, within(1e-9));
        assertThat(info.geometry().spacing().y()).isCloseTo(140.0 / 384, within(1e-9));
        assertThat(info.geometry().center().norm()).isCloseTo(0, within(1e-9));
        assertThat(info.format()).isEqualTo("HDF5");
    }

    @Test
    void whatIsGivenIsTakenInsteadOfWhatIsAssumed() throws IOException {
        Assumed given = new Assumed(Optional.of(new Vec(1, 0.5, 0.25)), Optional.of(Orientation.of("LAS")));
        Volume volume = Volumes.read(image(), given);
        assertThat(Orientation.of(volume.geometry())).hasToString("LAS");
        assertThat(volume.geometry().spacing().z()).isCloseTo(0.25, within(1e-9));
        assertThat(volume.at(3, 2, 1)).isEqualTo(123);
    }

    @Test
    void aFileThatSaysHowItLiesIsNotOverruled() throws IOException {
        Path nifti = folder.resolve("own.nii");
        Volumes.write(Volumes.read(image()), nifti);
        Assumed given = new Assumed(Optional.of(Vec.of(1)), Optional.empty());
        assertThatThrownBy(() -> Volumes.read(nifti, given))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(nifti + ": its spacing and orientation stand in the file, 4×3×2")
                .hasMessageEndingWith("; others can be assumed only of files that do not say");
    }

    @Test
    void masksBecomeLabelsAndTheFirstOfTwoWins() throws IOException {
        byte[][][][] masks = new byte[2][3][4][6];
        masks[0][0][1][0] = 1;
        masks[1][2][3][4] = 1;
        masks[1][0][0][2] = 1;
        masks[1][0][0][5] = 1;
        Path path = write("train_001_V00.seg", "data", masks);
        byte[] labels = Volumes.readLabels(path, LabelSet.IWOAI).data();
        assertThat(labels[1]).isEqualTo((byte) 1);
        assertThat(labels[23]).isEqualTo((byte) 5);
        assertThat(labels[12]).isEqualTo((byte) 3);
        int others = 0;
        for (byte label : labels) {
            others += label == 0 ? 1 : 0;
        }
        assertThat(others).isEqualTo(21);
        assertThat(Volumes.info(path).type()).startsWith("6 masks of ");
    }

    @Test
    void labelsBesideAnImageAreNoImage() throws IOException {
        Path image = image();
        write("train_001_V00.seg", "data", new byte[2][3][4][6]);
        assertThat(Volumes.list(folder)).containsExactly(image);
        assertThat(Volumes.caseName(image)).isEqualTo("train_001_V00");
    }

    @Test
    void aFileWithoutDataSaysWhatItHas() {
        Path path = write("other.h5", "volume", new float[2][2][2]);
        assertThatThrownBy(() -> Volumes.read(path))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        path + ": HDF5 without a dataset 'data'; it has volume; expected one dataset 'data', as files "
                                + "of the IWOAI 2019 challenge have it");
    }

    @Test
    void aDatasetOfAnotherShapeIsRefused() {
        Path path = write("flat.im", "data", new float[2][2]);
        assertThatThrownBy(() -> Volumes.read(path))
                .hasMessage(
                        path + ": dataset 'data' has shape [2, 2] of float; expected numbers of shape (row, column, "
                                + "slice), or (row, column, slice, mask)");
    }

    @Test
    void aTruncatedFileNamesItsPath() throws IOException {
        Path whole = image();
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : new int[] {4, 100, bytes.length / 2, bytes.length - 20}) {
            Path cut = folder.resolve("cut-" + length + ".im");
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Volumes.read(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(cut + ": not a readable HDF5 file, perhaps truncated: ");
        }
    }
}
