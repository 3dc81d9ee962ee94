package condyle.experiment;

import condyle.data.ClassMap;
import condyle.data.Context;
import condyle.data.Preprocessing;
import condyle.data.Rescaling;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Interpolation;
import condyle.image.LabelMap;
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
 * Networks that pass over a knee one after another, from coarse to fine.
 *
 * <p>Each works on RAS+-ordered axes at its own spacing, the later ones only around what the one before found.
 */
final class Passes implements Finder {
    private final List<Model.Pass> settings;
    private final ClassMap classes;
    private final List<SlidingWindow> passes;

    private Passes(List<Model.Pass> settings, ClassMap classes, List<SlidingWindow> passes) {
        this.settings = settings;
        this.classes = classes;
        this.passes = passes;
    }

    static Passes load(Path folder, Model model, Device device, Precision precision) throws IOException {
        ClassMap classes = model.classMap();
        List<SlidingWindow> passes = new ArrayList<>();
        for (int i = 0; i < model.passes().size(); i++) {
            Model.Pass pass = model.passes().get(i);
            Task task = new Task(Cascade.channels(i, classes), classes.count(), 0);
            Network network = pass.network(task);
            network.load(ModelFiles.weights(folder, pass.name()));
            network.mode(Mode.USE);
            passes.add(new SlidingWindow(network.on(device), pass.infer(), precision, device));
        }
        return new Passes(model.passes(), classes, passes);
    }

    @Override
    public Seen look(Volume volume, DoubleConsumer progress) {
        Probabilities p = probabilities(volume, progress);
        return new Seen() {
            @Override
            public Probabilities probabilities() {
                return p;
            }

            @Override
            public LabelMap on(Geometry grid, DoubleConsumer share) {
                return Restore.labels(p, grid);
            }
        };
    }

    private Probabilities probabilities(Volume volume, DoubleConsumer progress) {
        Context found = null;
        Optional<Compartments> sides = Optional.empty();
        Probabilities p = null;
        for (int i = 0; i < passes.size(); i++) {
            Model.Pass pass = settings.get(i);
            Geometry grid = pass.preprocessing().axes().turn(volume.geometry()).withSpacing(pass.spacing());
            if (found != null) {
                Box region = Cascade.region(found, settings.get(i).margin());
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
