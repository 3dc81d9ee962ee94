package condyle.experiment;

import condyle.data.ClassMap;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.measure.Compartments;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * A trained model as a function from a volume to its tissues.
 *
 * <p>The volume may have any grid and axis order; the labels come back on the volume's own grid. What is medial and what
 * lateral is decided for each side of the knee as a whole, by the model's vote and by shapes ({@link Compartments}).
 */
public final class Segmenter {
    private final Model model;
    private final ClassMap classes;
    private final Finder finder;

    private Segmenter(Model model, Finder finder) {
        this.model = model;
        this.classes = model.classMap();
        this.finder = finder;
    }

    /**
     * Loads a model's folder for the best device and precision at hand.
     *
     * @throws IOException if the folder holds no model or its weights do not fit
     */
    public static Segmenter load(Path folder) throws IOException {
        Planar.Engine best = Planar.Engine.best();
        return load(folder, best.device(), best.precision());
    }

    /** Loads a model's folder for a device and precision. */
    public static Segmenter load(Path folder, Device device, Precision precision) throws IOException {
        Model model = ModelFiles.read(folder);
        return new Segmenter(model, finder(folder, model, new Planar.Engine(device, precision)));
    }

    private static Finder finder(Path folder, Model model, Planar.Engine engine) throws IOException {
        if (model.fused().isPresent()) {
            return FusedFinder.load(folder, model, engine);
        }
        return model.implicit().isPresent()
                ? FunctionFinder.load(folder, model)
                : Passes.load(folder, model, engine.device(), engine.precision());
    }

    /** What the model says of itself. */
    public Model model() {
        return model;
    }

    /** Voxel spacings at which it works, mm along x, y, z. */
    public List<Vec> spacings() {
        return finder instanceof FusedFinder fused ? fused.spacings() : model.spacings();
    }

    /** The scheme of the labels that come out. */
    public LabelSet labels() {
        return classes.outputs();
    }

    /**
     * Tissues on the volume's own grid, as the model sees them; {@code condyle segment} then takes away what anatomy
     * rules out ({@link condyle.measure.CleanUp}).
     *
     * @param volume of at least 2 voxels along each axis, all finite ({@link condyle.io.Volumes#requireFinite})
     */
    public LabelMap segment(Volume volume) {
        return look(volume, share -> {}).on(volume.geometry(), share -> {});
    }

    /**
     * Looks at a volume, and can then be asked for its tissues on any grid.
     *
     * @param progress is told the share done, 0–1
     */
    public Seen look(Volume volume, DoubleConsumer progress) {
        return finder.look(volume, progress);
    }

    /**
     * Class probabilities on the model's own grid, which covers what was found and a margin; beyond it lies background.
     *
     * @param progress is told the share done, 0–1
     */
    public Probabilities probabilities(Volume volume, DoubleConsumer progress) {
        return look(volume, progress).probabilities();
    }
}
