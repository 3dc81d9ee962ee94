package condyle.cli;

import condyle.config.ConfigException;
import condyle.experiment.Certificate;
import condyle.experiment.Provenance;
import condyle.experiment.Run;
import condyle.experiment.Seen;
import condyle.experiment.Segmenter;
import condyle.fusion.FusionCertificate;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Probabilities;
import condyle.image.Tissue;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.infer.Fusion;
import condyle.infer.Restore;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A trained model as a finder of tissues. */
final class ModelFinder implements TissueFinder {
    /** Bytes a voxel of the input takes at the most: as read, as floats, turned, as labels. */
    private static final long INPUT_BYTES = 18;
    /** Native memory of the engine and one window of a network, measured on 96³ windows; generous. */
    private static final long ENGINE = 1_600_000_000L;

    private static final long JAVA = 150_000_000L;

    private final List<Segmenter> segmenters;
    private final Map<String, String> settings;
    private final Map<String, String> files;
    /** Of those models that have a certificate, whether one has learnt from an image, told by its SHA-256. */
    private final List<Predicate<String>> certificates = new ArrayList<>();

    private ModelFinder(List<Segmenter> segmenters, Map<String, String> settings, Map<String, String> files) {
        this.segmenters = segmenters;
        this.settings = settings;
        this.files = files;
    }

    /** Loads models, whose probabilities are averaged where there are several. */
    static ModelFinder load(List<Path> folders, Device device, Precision precision) throws IOException {
        List<Segmenter> segmenters = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        for (Path folder : folders) {
            Segmenter segmenter = load(folder, device, precision);
            if (!segmenters.isEmpty()
                    && !segmenter.labels().equals(segmenters.get(0).labels())) {
                throw new IOException(folder + ": its classes are " + names(segmenter) + ", those of " + folders.get(0)
                        + " " + names(segmenters.get(0)) + "; models that are averaged have the same classes");
            }
            String which = folders.size() == 1 ? "" : " " + (segmenters.size() + 1);
            segmenters.add(segmenter);
            files.put("model.yaml" + which, Provenance.sha256(folder.resolve("model.yaml")));
            files.put("weights.safetensors" + which, segmenter.model().weights());
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", segmenters.stream().map(s -> s.model().name()).collect(Collectors.joining(", ")));
        settings.put("device", device.name().toLowerCase(Locale.ROOT));
        settings.put("precision", precision.name().toLowerCase(Locale.ROOT));
        ModelFinder finder = new ModelFinder(segmenters, settings, files);
        for (int i = 0; i < folders.size(); i++) {
            Path certificate = new Run(folders.get(i)).certificate();
            if (Files.exists(certificate)) {
                boolean fused = segmenters.get(i).model().fused().isPresent();
                finder.certificates.add(
                        fused ? FusionCertificate.read(certificate)::learnt : Certificate.read(certificate)::learnt);
            }
        }
        return finder;
    }

    private static String names(Segmenter segmenter) {
        return segmenter.labels().tissues().stream().map(Tissue::name).collect(Collectors.joining(", "));
    }

    private static Segmenter load(Path folder, Device device, Precision precision) throws IOException {
        try {
            return Segmenter.load(folder, device, precision);
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Found find(Volume image, Geometry grid, DoubleConsumer progress) {
        if (segmenters.size() == 1) {
            Seen seen = segmenters.get(0).look(image, done -> progress.accept(0.8 * done));
            LabelMap tissues = seen.on(grid, done -> progress.accept(0.8 + 0.2 * done));
            return new Found(
                    tissues,
                    Optional.of(seen.probabilities()),
                    seen.report().stream().toList());
        }
        List<Probabilities> all = new ArrayList<>();
        double share = 1.0 / segmenters.size();
        for (Segmenter segmenter : segmenters) {
            double before = all.size() * share;
            all.add(segmenter.probabilities(image, done -> progress.accept(before + share * done)));
        }
        Probabilities p = Fusion.mean(all);
        return new Found(Restore.labels(p, grid), Optional.of(p), List.of());
    }

    @Override
    public Need need(Geometry grid) {
        long own = grid.size().voxels() * INPUT_BYTES;
        double finest = segmenters.stream()
                .flatMap(s -> s.spacings().stream())
                .mapToDouble(v -> v.x() * v.y() * v.z())
                .min()
                .orElse(1);
        Vec extent = grid.extent();
        double voxels = extent.x() * extent.y() * extent.z() / finest;
        int arrays = segmenters.get(0).labels().tissues().size() + 4;
        int copies = segmenters.size() == 1 ? 1 : segmenters.size() + 1;
        long classes = (long) (voxels * 4 * arrays * copies);
        long heap = own + classes + JAVA;
        return new Need(heap, heap + ENGINE);
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public Map<String, String> files() {
        return files;
    }

    @Override
    public Optional<String> learnt(String sha) {
        long models = certificates.stream().filter(c -> c.test(sha)).count();
        String who =
                segmenters.size() == 1 ? "the model was" : models + " of the " + segmenters.size() + " models were";
        return models == 0
                ? Optional.empty()
                : Optional.of(
                        who + " trained on this image, or chosen by it: how well it is segmented says nothing about "
                                + "others");
    }
}
