package condyle.experiment;

import condyle.data.ClassMap;
import condyle.data.Context;
import condyle.data.PatchSampler;
import condyle.data.Sampling;
import condyle.data.Seeds;
import condyle.data.SoftMaps;
import condyle.data.Specimen;
import condyle.image.Size;
import condyle.infer.SlidingWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * Knees of one kind with what the stage before found in each.
 *
 * @param kept contexts made of each knee
 * @param contexts of each knee, in the knees' order; empty before the first stage is trained
 */
record Pool(List<Specimen> knees, int kept, List<List<Context>> contexts) {
    Pool(List<Specimen> knees, int kept) {
        this(knees, kept, List.of());
    }

    PatchSampler sampler(ClassMap classes, PatchSampler.Settings settings, long seed) {
        return new PatchSampler(knees, contexts, classes, settings, seed);
    }

    /** A finished stage, and how it looks over a knee. */
    record Finished(Stage stage, SlidingWindow pass, ClassMap classes, long seed) {}

    /** The same knees with what a finished stage finds in each, on images of new contrasts. */
    Pool seen(Finished done, Watch watch) {
        Size window = done.stage.infer().window();
        PatchSampler sampler = sampler(
                done.classes,
                new PatchSampler.Settings(
                        window,
                        done.stage.spacing(),
                        new Sampling(0, Sampling.Draw.UNIFORM, 0),
                        done.stage.preprocessing(),
                        done.stage.augmentation(),
                        SoftMaps.NONE),
                done.seed);
        List<List<Context>> all = new ArrayList<>();
        for (int k = 0; k < knees.size(); k++) {
            List<Context> mine = new ArrayList<>();
            for (int c = 0; c < kept; c++) {
                long number = Seeds.mix(knees.get(k).seed(), c);
                mine.add(done.pass.context(sampler.of(k, Seeds.random(done.seed, number)), done.classes.outputs()));
            }
            all.add(mine);
            watch.observer().preparing(done.stage.name() + " passes", k + 1, knees.size());
            watch.ask("stage " + done.stage.name());
        }
        return new Pool(knees, kept, all);
    }
}
