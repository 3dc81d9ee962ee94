package condyle.experiment;

import condyle.data.Anatomy;
import condyle.phantom.Knee;
import condyle.phantom.Materials;
import condyle.train.TrainObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The synthetic knees of an experiment, made once and kept in memory. */
final class Anatomies {
    private final List<Anatomy> training;
    private final List<Anatomy> validation;

    private Anatomies(List<Anatomy> training, List<Anatomy> validation) {
        this.training = training;
        this.validation = validation;
    }

    /** Makes them all, or stops early and returns null when asked to. */
    static Anatomies of(Phantoms phantoms, TrainObserver observer, BooleanSupplier stop) {
        int total = phantoms.count() + phantoms.validation();
        List<Anatomy> all = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            if (stop.getAsBoolean()) {
                return null;
            }
            long seed = phantoms.seed() + i;
            Knee knee = Knee.of(seed);
            Materials materials = knee.materials(knee.grid(phantoms.spacing()));
            all.add(Anatomy.of(seed, materials));
            observer.preparing("synthetic knees", i + 1, total);
        }
        return new Anatomies(all.subList(0, phantoms.count()), all.subList(phantoms.count(), total));
    }

    List<Anatomy> training() {
        return training;
    }

    List<Anatomy> validation() {
        return validation;
    }
}
