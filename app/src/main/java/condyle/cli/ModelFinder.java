package condyle.cli;

import condyle.config.ConfigException;
import condyle.experiment.Model;
import condyle.experiment.Provenance;
import condyle.experiment.Segmenter;
import condyle.image.Geometry;
import condyle.image.Probabilities;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.infer.Restore;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** A trained model as a finder of tissues. */
final class ModelFinder implements TissueFinder {
    /** Bytes a voxel of the input takes at the most: as read, as floats, turned, as labels. */
    private static final long INPUT_BYTES = 18;
    /** Native memory of the engine and one window of a network, measured on 96³ windows; generous. */
    private static final long ENGINE = 1_600_000_000L;

    private static final long JAVA = 150_000_000L;

    private final Segmenter segmenter;
    private final Map<String, String> settings;
    private final Map<String, String> files;

    private ModelFinder(Segmenter segmenter, Map<String, String> settings, Map<String, String> files) {
        this.segmenter = segmenter;
        this.settings = settings;
        this.files = files;
    }

    static ModelFinder load(Path folder, Device device, Precision precision) throws IOException {
        Segmenter segmenter;
        try {
            segmenter = Segmenter.load(folder, device, precision);
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", segmenter.model().name());
        settings.put("device", device.name().toLowerCase(Locale.ROOT));
        settings.put("precision", precision.name().toLowerCase(Locale.ROOT));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("model.yaml", Provenance.sha256(folder.resolve("model.yaml")));
        files.put("weights.safetensors", segmenter.model().weights());
        return new ModelFinder(segmenter, settings, files);
    }

    @Override
    public Found find(Volume image, DoubleConsumer progress) {
        Probabilities p = segmenter.probabilities(image, progress);
        return new Found(Restore.labels(p, image.geometry()), Optional.of(p));
    }

    @Override
    public Need need(Geometry grid) {
        long own = grid.size().voxels() * INPUT_BYTES;
        double finest = segmenter.model().passes().stream()
                .mapToDouble(Model.Pass::spacing)
                .min()
                .orElse(1);
        Vec extent = grid.extent();
        double voxels = extent.x() * extent.y() * extent.z() / (finest * finest * finest);
        long classes = (long) (voxels * 4 * (segmenter.labels().tissues().size() + 4));
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
}
