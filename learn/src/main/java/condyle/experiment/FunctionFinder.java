package condyle.experiment;

import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Orientation;
import condyle.image.Probabilities;
import condyle.image.Volume;
import condyle.implicit.Functions;
import condyle.implicit.KneeFunction;
import condyle.infer.Blocks;
import condyle.measure.Compartments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** A model that is a function of place: fitted to a volume, then asked for the points of any grid. */
final class FunctionFinder implements Finder {
    private final Implicit.Use use;
    private final KneeFunction function;

    private FunctionFinder(Implicit.Use use, KneeFunction function) {
        this.use = use;
        this.function = function;
    }

    static FunctionFinder load(Path folder, Model model) throws IOException {
        Implicit.Use use = model.implicit().orElseThrow();
        Functions.Given given = new Functions.Given(model.classMap().outputs(), 0, row -> {});
        KneeFunction function = Functions.ALL.make(use.function(), given);
        try {
            function.load(ModelFiles.weights(folder, Implicit.NAME));
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
        return new FunctionFinder(use, function);
    }

    /** What is fitted. */
    KneeFunction function() {
        return function;
    }

    @Override
    public Seen look(Volume volume, DoubleConsumer progress) {
        Volume image = use.standard(volume);
        Geometry grid = use.grid(volume.geometry());
        KneeFunction.Fitted fitted = function.fit(image, grid, share -> progress.accept(0.9 * share));
        Probabilities own = fitted.at(grid);
        Optional<Compartments> sides = Compartments.of(own.argmax());
        Probabilities p = sides.isPresent() ? sides.get().unify(own) : own;
        progress.accept(1);
        return new Fit(fitted, sides, p);
    }

    /** A function fitted to a volume, and which side of the knee is medial. */
    private record Fit(KneeFunction.Fitted fitted, Optional<Compartments> sides, Probabilities probabilities)
            implements Seen {
        @Override
        public LabelMap on(Geometry grid, DoubleConsumer progress) {
            Geometry own = probabilities.geometry();
            Blocks blocks =
                    Blocks.of(probabilities.argmax(), Orientation.of(own).turn(grid));
            List<Blocks.Block> unclear = blocks.unclear();
            for (int i = 0; i < unclear.size(); i++) {
                Box points = unclear.get(i).points();
                Probabilities p = fitted.at(blocks.labels().geometry().crop(points));
                blocks.write((sides.isPresent() ? sides.get().unify(p) : p).argmax(), points);
                progress.accept((i + 1.0) / unclear.size());
            }
            return Orientation.of(grid).turn(blocks.labels());
        }

        @Override
        public Optional<String> report() {
            return fitted.report();
        }
    }
}
