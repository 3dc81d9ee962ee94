package condyle.experiment;

import condyle.data.Anatomy;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Size;
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
            Materials materials = knee.materials(field(knee, phantoms));
            all.add(Anatomy.of(seed, materials));
            observer.preparing("synthetic knees", i + 1, total);
        }
        return new Anatomies(all.subList(0, phantoms.count()), all.subList(phantoms.count(), total));
    }

    /** The usual field of view and what surrounds it. */
    private static Geometry field(Knee knee, Phantoms phantoms) {
        Geometry usual = knee.grid(phantoms.spacing());
        int more = (int) Math.round(phantoms.surround() / phantoms.spacing());
        Size n = usual.size();
        return usual.crop(new Box(-more, -more, -more, n.x() + more, n.y() + more, n.z() + more));
    }

    List<Anatomy> training() {
        return training;
    }

    List<Anatomy> validation() {
        return validation;
    }
}
