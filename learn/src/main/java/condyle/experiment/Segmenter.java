package condyle.experiment;

import condyle.data.ClassMap;
import condyle.data.Context;
import condyle.data.Preprocessing;
import condyle.data.Rescaling;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Interpolation;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Resample;
import condyle.image.Volume;
import condyle.infer.Restore;
import condyle.infer.SlidingWindow;
import condyle.measure.Compartments;
import condyle.net.Network;
import condyle.net.Task;
import condyle.nn.Mode;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * A trained model as a function from a volume to its tissues.
 *
 * <p>The volume may have any grid and axis order. Each pass works on RAS+-ordered axes at its own spacing, the later
 * ones only around what the one before found; the labels come back on the volume's own grid. What is medial and what
 * lateral is decided for each side of the knee as a whole, by the networks' vote and by shapes ({@link Compartments}).
 */
public final class Segmenter {
    private final Model model;
    private final ClassMap classes;
    private final List<SlidingWindow> passes;

    private Segmenter(Model model, ClassMap classes, List<SlidingWindow> passes) {
        this.model = model;
        this.classes = classes;
        this.passes = passes;
    }

    /**
     * Loads a model's folder for the best device and precision at hand.
     *
     * @throws IOException if the folder holds no model or its weights do not fit
     */
    public static Segmenter load(Path folder) throws IOException {
        Device device = Device.of("auto");
        return load(folder, device, Precision.of("auto", device));
    }

    /** Loads a model's folder for a device and precision. */
    public static Segmenter load(Path folder, Device device, Precision precision) throws IOException {
        Model model = ModelFiles.read(folder);
        ClassMap classes = ClassMap.of(LabelSet.CONDYLE, model.classes());
        List<SlidingWindow> passes = new ArrayList<>();
        for (int i = 0; i < model.passes().size(); i++) {
            Model.Pass pass = model.passes().get(i);
            Task task = new Task(Cascade.channels(i, classes), classes.count(), 0);
            Network network = pass.network(task);
            network.load(ModelFiles.weights(folder, pass.name()));
            network.mode(Mode.USE);
            passes.add(new SlidingWindow(network.on(device), pass.infer(), precision, device));
        }
        return new Segmenter(model, classes, passes);
    }

    /** What the model says of itself. */
    public Model model() {
        return model;
    }

    /** The scheme of the labels that come out. */
    public LabelSet labels() {
        return classes.outputs();
    }

    /**
     * Tissues on the volume's own grid, as the networks see them; {@code condyle segment} then takes away what anatomy
     * rules out ({@link condyle.measure.CleanUp}).
     *
     * @param volume of at least 2 voxels along each axis, all finite ({@link condyle.io.Volumes#requireFinite})
     */
    public LabelMap segment(Volume volume) {
        return Restore.labels(probabilities(volume, share -> {}), volume.geometry());
    }

    /**
     * Class probabilities on the last pass's grid, which covers what was found and a margin; beyond it lies background.
     *
     * @param progress is told the share done, 0–1
     */
    public Probabilities probabilities(Volume volume, DoubleConsumer progress) {
        Context found = null;
        Optional<Compartments> sides = Optional.empty();
        Probabilities p = null;
        for (int i = 0; i < passes.size(); i++) {
            Model.Pass pass = model.passes().get(i);
            Geometry grid = pass.preprocessing().axes().turn(volume.geometry()).withSpacing(pass.spacing());
            if (found != null) {
                Box region = Cascade.region(found, model.passes().get(i).margin());
                if (region == null) {
                    return p;
                }
                Geometry near =
                        pass.preprocessing().axes().turn(found.geometry().crop(region));
                grid = near.withSpacing(pass.spacing());
            }
            if (pass.preprocessing().crop().isPresent()) {
                grid = pass.preprocessing().crop().get().of(grid);
            }
            Volume image = Resample.to(volume, grid, Interpolation.LINEAR);
            Volume standard =
                    Volume.of(grid, rescaling(pass, volume, image).of(image.data(), grid.size(), Box.of(grid.size())));
            double before = share(i);
            double mine = share(i + 1) - before;
            p = passes.get(i).apply(standard, found, classes.outputs(), part -> progress.accept(before + mine * part));
            LabelMap seen = p.argmax();
            // The first pass sees the whole knee, so its names count; the later ones see the shapes better.
            sides = sides.isPresent() ? sides.map(s -> s.reshaped(seen)) : Compartments.of(seen);
            p = sides.isPresent() ? sides.get().unify(p) : p;
            found = Cascade.context(p);
        }
        return p;
    }

    private static Rescaling rescaling(Model.Pass pass, Volume scan, Volume seen) {
        boolean whole = pass.preprocessing().statistics() == Preprocessing.Statistics.SCAN;
        return pass.preprocessing().scale().of(whole ? scan.data() : seen.data());
    }

    /** Share of the work done before a pass: each is taken to cost eight times the one before. */
    private double share(int pass) {
        return (Math.pow(8, pass) - 1) / (Math.pow(8, passes.size()) - 1);
    }
}
