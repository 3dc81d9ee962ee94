package condyle.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Affine;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers from nibabel: {@code i = nib.load(f); v = np.asarray(i.dataobj)}, then i.affine, v.mean(), np.bincount(v). */
class NiftiGoldenTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "nibabel/anatomical.nii; 33×41×25; 8401.066725794532; -2 0 0 32 0 2 0 -40 0 0 2 -16",
                "nibabel/reoriented_anat_moved.nii; 21×26×22; 2725.5884;"
                        + " 4 0 0 -35.29789733886719 0 4 0 -47.97758483886719 0 0 4 -27.599409103393555",
                "nibabel/standard.nii.gz; 4×5×7; 54.642857142857146; 1 0 0 0 0 3 0 0 0 0 2 0",
                "nifti-reader-js/avg152T1_LR_nifti.nii; 91×109×91; 82.89716151375593; -2 0 0 90 0 2 0 -126 0 0 2 -72",
                "nifti-reader-js/avg152T1_LR_nifti.nii.gz; 91×109×91; 82.89716151375593; -2 0 0 90 0 2 0 -126 0 0 2 -72",
                "nifti-reader-js/big.nii.gz; 64×64×21; 0.13542101; -4 0 0 0 0 4 0 0 0 0 6 0",
                "nifti-reader-js/little.nii.gz; 64×64×21; 0.13542101; -4 0 0 0 0 4 0 0 0 0 6 0",
                "nifti-reader-js/with_extension.nii.gz; 161×191×151; 0.3171965979246677; -1 0 0 80 0 -1 0 80 0 0 -1 85",
            })
    void conformanceFilesAreReadAsNibabelReadsThem(String file, String size, double mean, String affine)
            throws IOException {
        Volume volume = Volumes.read(RealData.path("conformance/nifti/" + file));
        assertThat(volume.size()).hasToString(size);
        double sum = 0;
        for (float v : volume.data()) {
            sum += v;
        }
        assertThat(sum / volume.data().length).isCloseTo(mean, within(1e-6 * Math.abs(mean)));
        double[] expected = Arrays.stream(affine.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertClose(volume.geometry().toWorld(), expected, 1e-9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "akoa-01-visit1; 18510593 2709757 224546 1673592 84880 338047 51545; 0.6931876398347251 0.05074018139406532 0 "
                        + "5.369138717651367 -0.09742114396301763 0.3610352450664089 0 -48.137596130371094 0 0 "
                        + "0.3645833432674408 -60.91871643066406",
                "akoa-03-visit2; 20719159 1534865 88728 1024559 32654 167180 22236 239 3340; 0.6844482583039154 "
                        + "-0.07642342620021919 -7.472555668114965e-18 28.801990509033203 0.14673297180741693 0.3564834836509038 "
                        + "-3.8060311001252e-17 -71.08370208740234 2.934659646642192e-17 3.564834814299263e-17 "
                        + "0.3645833432674408 -57.04461669921875",
            })
    void realLabelsWithQformAloneAreReadAsNibabelReadsThem(String name, String counts, String affine)
            throws IOException {
        LabelMap map = Volumes.readLabels(RealData.path("labels/" + name + ".nii.gz"), LabelSet.ZIB);
        long[] expected =
                Arrays.stream(counts.split(" ")).mapToLong(Long::parseLong).toArray();
        assertThat(Arrays.copyOf(map.counts(), expected.length)).isEqualTo(expected);
        double[] rows = Arrays.stream(affine.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertClose(map.geometry().toWorld(), rows, 1e-12);
    }

    @Test
    void whatIsWrittenHasTheQformOfTheFileItCameFrom() throws IOException {
        for (String name : new String[] {"akoa-01-visit1", "akoa-02-visit1", "akoa-03-visit2"}) {
            Path source = RealData.path("labels/" + name + ".nii.gz");
            Path copy = folder.resolve("copy.nii.gz");
            Volumes.write(Volumes.readLabels(source, LabelSet.ZIB), copy);
            ByteBuffer a = ByteBuffer.wrap(VoxelFile.head(source, 348)).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer b = ByteBuffer.wrap(VoxelFile.head(copy, 348)).order(ByteOrder.LITTLE_ENDIAN);
            // pixdim 0–3, then the quaternion and the origin: the same 32-bit floats.
            for (int at : new int[] {76, 80, 84, 88, 256, 260, 264, 268, 272, 276}) {
                assertThat(b.getFloat(at)).as(name + " byte " + at).isEqualTo(a.getFloat(at));
            }
            double[] rows = Volumes.info(source).geometry().toWorld().rows();
            assertClose(Volumes.info(copy).geometry().toWorld(), rows, 4e-6);
        }
    }

    @Test
    void nanVoxelsAreKeptAndCounted() throws IOException {
        Path path = RealData.path("conformance/nifti/nibabel/resampled_anat_moved.nii");
        Volume volume = Volumes.read(path);
        assertThat(volume.size()).isEqualTo(new Size(17, 21, 3));
        assertThatThrownBy(() -> Volumes.requireFinite(volume, path))
                .hasMessage(
                        path + ": 153 voxels are NaN or infinite; expected finite numbers; replace them, by 0 where "
                                + "there is no signal");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "nibabel/example4d.nii.gz; holds several volumes (128×96×24×2), expected one; split it first",
                "nibabel/example_nifti2.nii.gz; a NIfTI-2 file is not read; expected NIfTI-1; save it as NIfTI-1",
                "nifti-reader-js/5D_small.nii; holds several volumes (1×2×3×1×3), expected one; split it first",
                "nifti-reader-js/not-nifti.nii; not a NIfTI-1 file: bytes 344–347 are ",
            })
    void otherFilesAreRefusedInOneLine(String file, String message) throws IOException {
        Path path = RealData.path("conformance/nifti/" + file);
        assertThatThrownBy(() -> Volumes.read(path)).hasMessageStartingWith(path + ": " + message);
    }

    private static void assertClose(Affine a, double[] rows, double tolerance) {
        for (int i = 0; i < 12; i++) {
            assertThat(a.at(i / 4, i % 4)).isCloseTo(rows[i], within(tolerance));
        }
    }
}
