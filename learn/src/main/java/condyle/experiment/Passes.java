package condyle.experiment;

import condyle.data.ClassMap;
import condyle.data.Context;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Orientation;
import condyle.image.Probabilities;
import condyle.image.Volume;
import condyle.infer.PointWindows;
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
            passes.add(new SlidingWindow(network.on(device), pass.infer(), precision, device)
                    .scaling(pass.preprocessing().ofEachWindow()));
        }
        return new Passes(model.passes(), classes, passes);
    }

    @Override
    public Seen look(Volume volume, DoubleConsumer progress) {
        PointWindows.Seen last = null;
        SlidingWindow by = null;
        Optional<Compartments> sides = Optional.empty();
        Context found = null;
        for (int i = 0; i < passes.size(); i++) {
            Geometry grid = grid(settings.get(i), volume.geometry(), found);
            if (grid == null) {
                break;
            }
            Model.Pass pass = settings.get(i);
            Volume image = pass.preprocessing().look(volume, grid);
            double before = share(i);
            double mine = share(i + 1) - before;
            by = passes.get(i);
            Probabilities p = by.apply(image, found, classes.outputs(), part -> progress.accept(before + mine * part));
            LabelMap seen = p.argmax();
            // The first pass sees the whole knee, so its names count; the later ones see the shapes better.
            sides = sides.isPresent() ? sides.map(s -> s.reshaped(seen)) : Compartments.of(seen);
            p = sides.isPresent() ? sides.get().unify(p) : p;
            last = new PointWindows.Seen(image, found, p);
            found = Cascade.context(p);
        }
        return new Looked(last, by, sides);
    }

    /** The grid of a pass, around what the one before found; null where that found nothing. */
    private static Geometry grid(Model.Pass pass, Geometry volume, Context found) {
        Geometry from = volume;
        if (found != null) {
            Box region = Cascade.region(found, pass.margin());
            if (region == null) {
                return null;
            }
            from = found.geometry().crop(region);
        }
        return pass.preprocessing().seen(from, pass.spacing());
    }

    /** What the last pass saw, by which window, and which side of the knee is medial. */
    private record Looked(PointWindows.Seen last, SlidingWindow by, Optional<Compartments> sides) implements Seen {
        @Override
        public Probabilities probabilities() {
            return last.probabilities();
        }

        @Override
        public LabelMap on(Geometry grid, DoubleConsumer progress) {
            if (!PointWindows.can(by)) {
                return Restore.labels(last.probabilities(), grid);
            }
            Orientation own = Orientation.of(last.image().geometry());
            LabelMap turned = PointWindows.of(by, last)
                    .on(own.turn(grid), p -> sides.isPresent() ? sides.get().unify(p) : p, progress);
            return Orientation.of(grid).turn(turned);
        }
    }

    /** Share of the work done before a pass: each is taken to cost eight times the one before. */
    private double share(int pass) {
        return (Math.pow(8, pass) - 1) / (Math.pow(8, passes.size()) - 1);
    }
}
