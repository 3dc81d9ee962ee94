package condyle.experiment;

import condyle.data.Anatomy;
import condyle.data.ClassMap;
import condyle.data.Mixture;
import condyle.data.PatchSampler;
import condyle.data.Samples;
import condyle.data.Specimen;
import condyle.data.Targets;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.phantom.Knee;
import condyle.phantom.LabelRenderer;
import condyle.phantom.Materials;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The knees of an experiment, made once and kept in memory: synthetic ones, annotated ones, or both. */
final class Knees {
    /** Sets the draws of foreign tissue apart from the knee's own. */
    private static final long FOREIGN = 0x666f726569676eL;

    private final ClassMap classes;
    private final double share;
    private final List<Pool> training;
    private final List<Pool> validation;

    private Knees(ClassMap classes, double share, List<Pool> training, List<Pool> validation) {
        this.classes = classes;
        this.share = share;
        this.training = training;
        this.validation = validation;
    }

    /** Makes the synthetic knees and joins the annotated ones, which may be null. */
    static Knees of(Experiment experiment, ClassMap classes, CaseKnees annotated, Watch watch) {
        List<Pool> training = new ArrayList<>();
        List<Pool> validation = new ArrayList<>();
        experiment.phantoms().ifPresent(phantoms -> {
            List<Specimen> all = synthetic(phantoms, Targets.of(classes, LabelSet.CONDYLE), watch);
            add(training, all.subList(0, phantoms.count()), phantoms.contexts());
            add(validation, all.subList(phantoms.count(), all.size()), phantoms.contexts());
        });
        experiment.cases().ifPresent(cases -> {
            add(training, annotated.training(), cases.contexts());
            add(validation, annotated.validation(), cases.contexts());
        });
        double share = experiment.cases().map(Cases::share).orElse(0.0);
        return new Knees(classes, share, training, validation);
    }

    private static void add(List<Pool> pools, List<Specimen> knees, int contexts) {
        if (!knees.isEmpty()) {
            pools.add(new Pool(knees, contexts));
        }
    }

    private static List<Specimen> synthetic(Phantoms phantoms, Targets targets, Watch watch) {
        int total = phantoms.knees();
        List<Specimen> all = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            watch.ask("the first step");
            long seed = phantoms.seed() + i;
            all.add(Anatomy.of(seed, materials(seed, phantoms), phantoms.dess()).on(targets));
            watch.observer().preparing("synthetic knees", i + 1, total);
        }
        return all;
    }

    static Materials materials(long seed, Phantoms phantoms) {
        Knee knee = Knee.of(seed);
        Materials own = knee.materials(field(knee, phantoms));
        SplittableRandom random = new SplittableRandom(seed ^ FOREIGN);
        if (random.nextDouble() >= phantoms.foreign()) {
            return own;
        }
        LabelMap solid = own.labels();
        if (random.nextBoolean()) {
            forget(solid, LabelSet.MENISCI);
        }
        return LabelRenderer.materials(solid, random.nextLong(), knee.side());
    }

    /** Half of the knees in foreign tissue get its menisci too, as label maps without menisci do. */
    private static void forget(LabelMap map, String tissue) {
        boolean[] there = map.mask(tissue).data();
        for (int i = 0; i < there.length; i++) {
            if (there[i]) {
                map.data()[i] = 0;
            }
        }
    }

    /** The usual field of view and what surrounds it. */
    private static Geometry field(Knee knee, Phantoms phantoms) {
        Geometry usual = knee.grid(phantoms.spacing());
        int more = (int) Math.round(phantoms.surround() / phantoms.spacing());
        Size n = usual.size();
        return usual.crop(new Box(-more, -more, -more, n.x() + more, n.y() + more, n.z() + more));
    }

    /** Patches of the knees to train on. */
    Samples training(PatchSampler.Settings settings, long seed) {
        return samples(training, settings, seed);
    }

    /** Patches of the knees that are never trained on. */
    Samples validation(PatchSampler.Settings settings, long seed) {
        return samples(validation, settings, seed);
    }

    private Samples samples(List<Pool> pools, PatchSampler.Settings settings, long seed) {
        Samples first = pools.get(0).sampler(classes, settings, seed);
        return pools.size() == 1
                ? first
                : new Mixture(first, pools.get(1).sampler(classes, settings, seed), share, seed);
    }

    /** The same knees with what a finished stage finds in each, for the next stage to start from. */
    Knees seen(Pool.Finished done, Watch watch) {
        return new Knees(
                classes,
                share,
                training.stream().map(p -> p.seen(done, watch)).toList(),
                validation.stream().map(p -> p.seen(done, watch)).toList());
    }
}
