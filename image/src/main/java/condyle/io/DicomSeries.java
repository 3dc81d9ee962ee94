package condyle.io;

import condyle.image.Affine;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.dicom.DicomFile;
import condyle.io.dicom.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Folder that holds one DICOM series, a slice a file, uncompressed little endian.
 *
 * <p>Voxel x runs along columns, y along rows, z along the slices in the order of their positions on the right-handed
 * normal of columns and rows; nothing is flipped. World is RAS+, DICOM's LPS with x and y negated. Files that are no
 * DICOM images (notes, DICOMDIR) are passed over. Steps between slices may differ by 2 %; the grid's step is their mean.
 */
final class DicomSeries implements Format {
    /** Steps between slices may differ by this share. */
    private static final double UNEVEN = 0.02;

    /** First pixels may lie off the line through them by this share of a step. */
    private static final double OFF_LINE = 0.1;

    private static final String MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";
    private static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";

    private record Stack(List<DicomSlice> slices, Geometry geometry) {}

    @Override
    public String name() {
        return "DICOM series";
    }

    @Override
    public List<String> endings() {
        return List.of(".dcm");
    }

    @Override
    public boolean startsLike(byte[] head) {
        return DicomFile.startsLike(head);
    }

    /** Whether some file directly in the folder is DICOM, by its name or its first bytes. */
    static boolean isIn(Path folder) throws IOException {
        for (Path file : Volumes.children(folder)) {
            if (looksLikeSlice(file)) {
                return true;
            }
        }
        return false;
    }

    private static boolean looksLikeSlice(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file)
                && !name.equals("dicomdir")
                && (name.endsWith(".dcm") || Files.isReadable(file) && DicomFile.isDicom(file));
    }

    @Override
    public ScanInfo info(Path path) throws IOException {
        Stack stack = stack(path);
        DicomSlice first = stack.slices.get(0);
        return new ScanInfo(
                name(),
                stack.geometry,
                first.pixels().type(),
                first.side(),
                first.file().dataset().text(Tag.MODALITY).filter(m -> m.matches("[A-Z]{2,16}")),
                stack.slices.size(),
                Optional.empty());
    }

    @Override
    public Volume read(Path path) throws IOException {
        Stack stack = stack(path);
        VoxelFile.requireMemory(path + ": series", stack.geometry.size());
        Volume volume = Volume.of(stack.geometry);
        int plane = stack.geometry.size().x() * stack.geometry.size().y();
        parallel(stack.slices.size(), z -> {
            stack.slices.get(z).read(volume.data(), z * plane);
            return null;
        });
        return volume;
    }

    private static Stack stack(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            DicomSlice.of(DicomFile.read(path));
            throw slice(path, "give the folder that holds all slices of the scan");
        }
        List<DicomSlice> slices = slices(path);
        requireOneSeries(path, slices);
        if (slices.size() == 1) {
            throw slice(path, "put all slices of the scan in this folder");
        }
        Vec normal = slices.get(0).place().normal();
        List<DicomSlice> sorted = slices.stream()
                .sorted(Comparator.comparingDouble(s -> s.place().position().dot(normal)))
                .toList();
        requireEven(path, sorted, normal);
        return new Stack(sorted, geometry(path, sorted));
    }

    private static IOException slice(Path path, String advice) {
        return new IOException(path + ": a slice instead of a volume; " + advice);
    }

    private static List<DicomSlice> slices(Path folder) throws IOException {
        List<Path> files = Volumes.children(folder);
        List<DicomSlice> slices = parallel(files.size(), i -> {
                    Path file = files.get(i);
                    if (!looksLikeSlice(file)) {
                        return null;
                    }
                    DicomFile dicom = DicomFile.read(file);
                    return isImage(dicom) ? DicomSlice.of(dicom) : null;
                })
                .stream()
                .filter(Objects::nonNull)
                .toList();
        if (slices.isEmpty()) {
            throw new IOException(folder + ": no DICOM image in this folder; expected the slices of one series");
        }
        return slices;
    }

    private static boolean isImage(DicomFile file) {
        String kind = file.dataset().text(Tag.SOP_CLASS).orElse("");
        // An image class without pixels must not be passed over: it is a slice that was cut off.
        return file.pixelOffset() >= 0 || kind.equals(MR_IMAGE) || kind.equals(CT_IMAGE);
    }

    private static void requireOneSeries(Path folder, List<DicomSlice> slices) throws IOException {
        List<List<DicomSlice>> series = new ArrayList<>();
        for (DicomSlice s : slices) {
            Optional<List<DicomSlice>> own =
                    series.stream().filter(g -> g.get(0).sameSeries(s)).findFirst();
            own.orElseGet(() -> {
                        series.add(new ArrayList<>());
                        return series.get(series.size() - 1);
                    })
                    .add(s);
        }
        if (series.size() > 1) {
            String all = series.stream()
                    .map(s -> s.get(0).seriesName() + " (" + s.size() + (s.size() == 1 ? " slice" : " slices") + " of "
                            + s.get(0).columns() + "×" + s.get(0).rows() + ")")
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new IOException(folder + ": holds " + series.size() + " series, expected one: " + all
                    + "; put each in a folder of its own");
        }
    }

    private static void requireEven(Path folder, List<DicomSlice> sorted, Vec normal) throws IOException {
        double[] at = sorted.stream()
                .mapToDouble(s -> s.place().position().dot(normal))
                .toArray();
        double[] steps = IntStream.range(1, at.length)
                .mapToDouble(i -> at[i] - at[i - 1])
                .toArray();
        double usual = IntStream.range(0, steps.length)
                .mapToDouble(i -> steps[i])
                .sorted()
                .skip(steps.length / 2)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] < 1e-3) {
                throw new IOException(
                        folder + ": " + names(sorted, i) + " lie at the same place; expected one image at "
                                + "each; keep one echo, phase or copy in the folder");
            }
            if (Math.abs(steps[i] - usual) > UNEVEN * usual) {
                long missing = Math.round(steps[i] / usual) - 1;
                String guess = missing < 1
                        ? "the slices do not make an even stack"
                        : missing + (missing == 1 ? " slice seems" : " slices seem") + " to be missing";
                throw new IOException(String.format(
                        Locale.ROOT,
                        "%s: uneven slices: %.2f mm between %s, expected %.2f mm; %s",
                        folder,
                        steps[i],
                        names(sorted, i),
                        usual,
                        guess));
            }
        }
    }

    private static String names(List<DicomSlice> sorted, int i) {
        return sorted.get(i).file().path().getFileName() + " and "
                + sorted.get(i + 1).file().path().getFileName();
    }

    private static Geometry geometry(Path folder, List<DicomSlice> sorted) throws IOException {
        DicomSlice first = sorted.get(0);
        Vec origin = first.place().position();
        Vec last = sorted.get(sorted.size() - 1).place().position();
        Vec step = last.minus(origin).times(1.0 / (sorted.size() - 1));
        for (int i = 0; i < sorted.size(); i++) {
            Vec expected = origin.plus(step.times(i));
            double off = sorted.get(i).place().position().minus(expected).norm();
            if (off > OFF_LINE * step.norm()) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "%s: slices do not lie in a row: %s lies %.2f mm beside the line through the others",
                        folder,
                        sorted.get(i).file().path().getFileName(),
                        off));
            }
        }
        Affine lps = Affine.of(first.place().alongColumns(), first.place().alongRows(), step, origin);
        return new Geometry(
                new Size(first.columns(), first.rows(), sorted.size()),
                Affine.scaling(new Vec(-1, -1, 1), Vec.ZERO).after(lps));
    }

    private interface Job<T> {
        T run(int i) throws IOException;
    }

    /** Runs the jobs in parallel; of several failures the first in order is told. */
    private static <T> List<T> parallel(int count, Job<T> job) throws IOException {
        record Outcome<T>(T value, IOException failure) {}
        List<Outcome<T>> outcomes = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return new Outcome<>(job.run(i), null);
                    } catch (IOException e) {
                        return new Outcome<T>(null, e);
                    }
                })
                .toList();
        for (Outcome<T> o : outcomes) {
            if (o.failure() != null) {
                throw o.failure();
            }
        }
        return outcomes.stream().map(Outcome::value).collect(Collectors.toList());
    }
}
