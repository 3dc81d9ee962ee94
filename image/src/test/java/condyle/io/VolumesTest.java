package condyle.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesTest {
    private static final Geometry GEOMETRY = Geometry.of(new Size(3, 4, 5), Vec.of(1));

    @TempDir
    Path folder;

    @Test
    void anUnknownFileNamesWhatIsKnown() throws IOException {
        Path path = Files.writeString(folder.resolve("notes.txt"), "x".repeat(1000));
        assertThatThrownBy(() -> Volumes.read(path))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        path + ": not a known volume; expected a NIfTI-1 file (.nii.gz, .nii), a NRRD file (.nrrd), an "
                                + "HDF5 file (.im, .seg, .h5) or "
                                + "a folder of one DICOM series");
        assertThat(Volumes.isVolume(path)).isFalse();
        assertThatThrownBy(() -> Volumes.list(folder))
                .hasMessageStartingWith(folder + ": no volume in this folder; expected ");
    }

    @Test
    void aNameWithoutAnEndingIsKnownByItsFirstBytes() throws IOException {
        Path path = folder.resolve("a.nii.gz");
        Volumes.write(Volume.of(GEOMETRY), path);
        Path bare = Files.move(path, folder.resolve("scan"));
        assertThat(Volumes.read(bare).size()).isEqualTo(GEOMETRY.size());
        assertThat(Volumes.caseName(bare)).isEqualTo("scan");
        assertThat(Volumes.caseName(Path.of("x/case01.NII.GZ"))).isEqualTo("case01");
    }

    @Test
    void aVolumeOfOneSliceIsRefused() throws IOException {
        Path path = folder.resolve("a.nii");
        Volumes.write(Volume.of(Geometry.of(new Size(30, 40, 1), Vec.of(1))), path);
        assertThatThrownBy(() -> Volumes.read(path))
                .hasMessage(
                        path + ": a slice instead of a volume: 30×40×1 voxels; expected at least 2 along each axis; "
                                + "give the whole scan");
    }

    @Test
    void anImageIsNoLabelMap() throws IOException {
        Path path = folder.resolve("a.nii");
        Volume volume = Volume.of(GEOMETRY);
        volume.data()[GEOMETRY.size().index(1, 2, 3)] = 0.5f;
        Volumes.write(volume, path);
        assertThatThrownBy(() -> Volumes.readLabels(path, LabelSet.CONDYLE))
                .hasMessage(path + ": value 0.5 at voxel (1, 2, 3) is no label; expected whole numbers 0–255; "
                        + "is it an image?");
    }

    @Test
    void labelsOfAnotherSchemeAreNamed() throws IOException {
        Path path = folder.resolve("a.nii");
        byte[] data = new byte[60];
        data[7] = 6;
        data[8] = 6;
        Volumes.write(LabelMap.of(GEOMETRY, data, LabelSet.ZIB), path);
        assertThatThrownBy(() -> Volumes.readLabels(path, LabelSet.BINARY))
                .hasMessage(path + ": 2 voxels have label 6, which scheme binary does not know; known: 1 cartilage and "
                        + "menisci; name the file's scheme");
        data[8] = 0;
        Volumes.write(LabelMap.of(GEOMETRY, data, LabelSet.ZIB), path);
        assertThatThrownBy(() -> Volumes.readLabels(path, LabelSet.BINARY))
                .hasMessageStartingWith(path + ": 1 voxel has label 6, which scheme binary does not know; ");
    }

    @Test
    void onlyKnownEndingsAreWritten() {
        Path path = folder.resolve("a.mha");
        assertThatThrownBy(() -> Volumes.write(Volume.of(GEOMETRY), path))
                .hasMessage(path + ": cannot be written as a volume; expected a name ending in .nii.gz or .nii");
    }

    @Test
    void foldersOnTheWayAreMade() throws IOException {
        Path path = folder.resolve("out/case01/a.nii.gz");
        Volumes.write(Volume.of(GEOMETRY), path);
        assertThat(Volumes.read(path).size()).isEqualTo(GEOMETRY.size());
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path path = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> WholeFile.write(path, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .hasMessage(path + ": cannot be written: the disk is full; free some space");
        assertThatThrownBy(() -> WholeFile.write(path, out -> {
                    throw new FileSystemException(path.toString(), null, "No space left on device");
                }))
                .hasMessage(path + ": cannot be written: the disk is full; free some space");
        assertThat(path).hasContent("old");
        assertThat(Files.list(folder)).hasSize(1);
        assertThatThrownBy(() -> WholeFile.write(folder, out -> {}))
                .hasMessage(folder + ": cannot be written: a folder has this name");
    }

    @Test
    void endOfTheProgramWaitsForAFileThatIsBeingWrittenAndNotForever() throws Exception {
        Path path = folder.resolve("a.txt");
        writingSlowly(path, 300);
        WholeFile.end(Duration.ofSeconds(20));
        assertThat(path).hasContent("whole");
        Path endless = folder.resolve("b.txt");
        Thread work = writingSlowly(endless, 2000);
        WholeFile.end(Duration.ofMillis(50));
        assertThat(Files.list(folder)).containsExactly(path);
        work.join();
        assertThat(Files.list(folder)).containsExactly(path);
    }

    /** Begins to write a file in a thread of its own and returns once it has begun. */
    private static Thread writingSlowly(Path path, int milliseconds) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                WholeFile.write(path, out -> {
                    begun.countDown();
                    try {
                        Thread.sleep(milliseconds);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    out.write("whole".getBytes(StandardCharsets.UTF_8));
                });
            } catch (IOException e) {
                // The part was taken away.
            }
        });
        thread.start();
        begun.await();
        return thread;
    }

    @Test
    void missingPermissionIsNamed() throws IOException {
        Path path = Files.writeString(folder.resolve("a.nii"), "x");
        boolean set = path.toFile().setReadable(false) && folder.toFile().setWritable(false);
        try {
            Assumptions.assumeTrue(set && !Files.isReadable(path), "this user may read and write everything");
            assertThatThrownBy(() -> Volumes.read(path)).hasMessage(path + ": cannot be read: permission denied");
            Path out = folder.resolve("b.nii");
            assertThatThrownBy(() -> Volumes.write(Volume.of(GEOMETRY), out))
                    .hasMessage(out + ": cannot be written: permission denied");
        } finally {
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aVolumeLargerThanMemorySaysHowMuchItNeeds() throws IOException {
        Assumptions.assumeTrue(Runtime.getRuntime().maxMemory() < 8L << 30, "this program has memory for it");
        Path path = folder.resolve("a.nii");
        byte[] header = NiftiHeader.bytes(Geometry.of(new Size(1290, 1290, 1290), Vec.of(1)), VoxelType.UINT8);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(header);
            // The file system keeps the zeros as a hole.
            file.setLength(352 + 1290L * 1290 * 1290);
        }
        assertThatThrownBy(() -> Volumes.read(path))
                .hasMessageStartingWith(path + ": header claims 2,146,689,000 bytes of voxels (1290×1290×1290 uint8), "
                        + "which needs 8.0 GiB of memory, this program may use ");
    }

    @Test
    void finiteVolumesPass() throws IOException {
        Volume volume = Volume.of(GEOMETRY);
        Volumes.requireFinite(volume, folder);
        volume.data()[3] = Float.NEGATIVE_INFINITY;
        assertThatThrownBy(() -> Volumes.requireFinite(volume, folder)).hasMessageContaining(": 1 voxel is NaN");
    }
}
