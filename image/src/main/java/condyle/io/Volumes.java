package condyle.io;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and writes volumes, whatever their format.
 *
 * <p>A path is a NIfTI-1 file ({@code .nii}, {@code .nii.gz}; read and written), a NRRD file ({@code .nrrd}; read), HDF5
 * as the IWOAI challenge has it ({@code .im}, {@code .seg}; read) or a folder of one DICOM series (read). The ending of a
 * file's name decides; without a known one its first bytes do. Every failure is one line that starts with the path.
 */
public final class Volumes {
    private static final String KNOWN =
            "a NIfTI-1 file (.nii.gz, .nii), a NRRD file (.nrrd), an HDF5 file (.im, .seg, .h5) or a folder of one DICOM series";

    private static final List<Format> FORMATS = List.of(new Nifti(), new Nrrd(), new Hdf5(), new DicomSeries());

    private Volumes() {}

    /**
     * Reads an image; NaN and infinite voxels are kept ({@link #requireFinite}).
     *
     * @throws IOException if it is not there, broken, truncated, too large, or a slice instead of a volume
     */
    public static Volume read(Path path) throws IOException {
        return read(path, Assumed.NOTHING);
    }

    /** As {@link #read(Path)}, taking spacing and orientation from elsewhere where the file has none. */
    public static Volume read(Path path, Assumed assumed) throws IOException {
        Volume volume = scan(path, assumed);
        Size n = volume.size();
        if (Math.min(n.x(), Math.min(n.y(), n.z())) < 2) {
            throw new IOException(path + ": a slice instead of a volume: " + n
                    + " voxels; expected at least 2 along each axis; give the whole scan");
        }
        return volume;
    }

    /**
     * Reads labels of the given scheme.
     *
     * @throws IOException also if a voxel is no whole number of 0–255 or the scheme does not know it
     */
    public static LabelMap readLabels(Path path, LabelSet labels) throws IOException {
        return readLabels(path, labels, Assumed.NOTHING);
    }

    /** As {@link #readLabels(Path, LabelSet)}, taking spacing and orientation from elsewhere where the file has none. */
    public static LabelMap readLabels(Path path, LabelSet labels, Assumed assumed) throws IOException {
        Volume volume = scan(path, assumed);
        float[] in = volume.data();
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i++) {
            int v = (int) in[i];
            if (v != in[i] || v < 0 || v > 255) {
                Size n = volume.size();
                throw new IOException(path + ": value " + in[i] + " at voxel (" + i % n.x() + ", " + i / n.x() % n.y()
                        + ", " + i / n.x() / n.y() + ") is no label; expected whole numbers 0–255; is it an image?");
            }
            out[i] = (byte) v;
        }
        LabelMap map = LabelMap.of(volume.geometry(), out, labels);
        requireKnown(path, map);
        return map;
    }

    private static void requireKnown(Path path, LabelMap map) throws IOException {
        long[] counts = map.counts();
        for (int number = 1; number < counts.length; number++) {
            if (counts[number] > 0 && map.labels().tissue(number).isEmpty()) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "%s: %,d %s label %d, which scheme %s does not know; known: %s; name the file's scheme",
                        path,
                        counts[number],
                        counts[number] == 1 ? "voxel has" : "voxels have",
                        number,
                        map.labels().name(),
                        map.labels().tissues().stream()
                                .map(t -> t.number() + " " + t.name())
                                .collect(Collectors.joining(", "))));
            }
        }
    }

    /** Writes an image as float32, whole or not at all. */
    public static void write(Volume volume, Path path) throws IOException {
        requireWritable(path);
        Nifti.write(volume, path);
    }

    /** Writes labels as uint8, whole or not at all. */
    public static void write(LabelMap labels, Path path) throws IOException {
        requireWritable(path);
        Nifti.write(labels, path);
    }

    private static void requireWritable(Path path) throws IOException {
        if (new Nifti().endings().stream().noneMatch(lowerName(path)::endsWith)) {
            throw new IOException(path + ": cannot be written as a volume; expected a name ending in .nii.gz or .nii");
        }
    }

    /** What a file or DICOM folder says of itself, read without its voxels. */
    public static ScanInfo info(Path path) throws IOException {
        return info(path, Assumed.NOTHING);
    }

    /** As {@link #info(Path)}, taking spacing and orientation from elsewhere where the file has none. */
    public static ScanInfo info(Path path, Assumed assumed) throws IOException {
        return assumed.apply(format(path).info(path), path);
    }

    private static Volume scan(Path path, Assumed assumed) throws IOException {
        Format format = format(path);
        if (!assumed.equals(Assumed.NOTHING)) {
            assumed.apply(format.info(path), path);
        }
        return assumed.apply(format.read(path));
    }

    /**
     * Checks that no voxel is NaN or infinite.
     *
     * @param path where the volume came from, for the message
     * @throws IOException naming how many are
     */
    public static void requireFinite(Volume volume, Path path) throws IOException {
        long bad = 0;
        for (float v : volume.data()) {
            bad += Float.isFinite(v) ? 0 : 1;
        }
        if (bad > 0) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: %,d %s NaN or infinite; expected finite numbers; replace them, by 0 where there is no signal",
                    path,
                    bad,
                    bad == 1 ? "voxel is" : "voxels are"));
        }
    }

    /** Whether the path looks like one volume: a file of a known format. Its content may still turn out broken. */
    public static boolean isVolume(Path path) {
        try {
            return find(path).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The volumes that a path stands for: itself, or those directly inside a folder of cases, sorted by name.
     *
     * @throws IOException if there is none
     */
    public static List<Path> list(Path path) throws IOException {
        if (!Files.isDirectory(path) || isVolume(path)) {
            format(path);
            return List.of(path);
        }
        List<Path> found = new ArrayList<>();
        for (Path child : children(path)) {
            if (isVolume(child) && !labelsBesideImage(child)) {
                found.add(child);
            }
        }
        if (found.isEmpty()) {
            throw new IOException(path + ": no volume in this folder; expected " + KNOWN);
        }
        return found;
    }

    /** The name of a case: the path's last part without a known ending, {@code a/case01.nii.gz} → {@code case01}. */
    public static String caseName(Path path) {
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        return FORMATS.stream()
                .flatMap(f -> f.endings().stream())
                .filter(e -> lower.endsWith(e) && lower.length() > e.length())
                .findFirst()
                .map(e -> name.substring(0, name.length() - e.length()))
                .orElse(name);
    }

    /** IWOAI folders hold labels beside images, under the same name. */
    private static boolean labelsBesideImage(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".seg") && Files.exists(path.resolveSibling(name.replaceAll("seg$", "im")));
    }

    static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(p -> !p.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IOException(folder + ": cannot be read: " + WholeFile.reason(e), e);
        }
    }

    private static Format format(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + ": no such file or folder");
        }
        String what = Files.isDirectory(path) ? ": no DICOM series in this folder" : ": not a known volume";
        return find(path).orElseThrow(() -> new IOException(path + what + "; expected " + KNOWN));
    }

    private static Optional<Format> find(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return DicomSeries.isIn(path) ? Optional.of(new DicomSeries()) : Optional.empty();
        }
        String name = lowerName(path);
        for (Format f : FORMATS) {
            if (f.endings().stream().anyMatch(name::endsWith)) {
                return Optional.of(f);
            }
        }
        byte[] head = VoxelFile.head(path, 512);
        return FORMATS.stream().filter(f -> f.startsLike(head)).findFirst();
    }

    private static String lowerName(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }
}
