package condyle.experiment;

import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.data.ClassMap;
import condyle.distance.SoftLabels;
import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Vec;
import condyle.implicit.Functions;
import condyle.implicit.KneeFunction;
import condyle.io.Assumed;
import condyle.io.Volumes;
import condyle.loss.Grouping;
import condyle.loss.Losses;
import condyle.tensor.Scope;
import condyle.train.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an experiment's knees take in Java's memory, about, from the heads of their files alone.
 *
 * @param knees bytes of all knees as they are kept; of a function of place those of its points and of one knee
 * @param reading bytes that reading the largest of them takes for a while
 * @param maps bytes of the maps that losses and second heads ask for, at the most
 * @param words what the knees are, such as {@code 12 synthetic and 30 annotated knees}
 */
public record KneeMemory(long knees, long reading, long maps, String words) {
    /** A synthetic knee's bytes a voxel: its material, and what making it takes for a while. */
    private static final double SYNTHETIC = 1.5;
    /** A scan's: brightness in four bytes and a label. */
    private static final int IMAGED = 5;
    /** While a scan is read, of its own voxels: as it is, as floats, its labels likewise, and what resampling takes. */
    private static final int READING = 16;
    /** A stored map's. */
    private static final int MAP = 2;

    /** A knee: what it shows, mm along each axis, the spacing that it is kept in, and bytes for each of its voxels. */
    private record Kept(Vec extent, Vec spacing, double each) {
        long voxels(Vec step) {
            return (long) (extent.x() / step.x() * (extent.y() / step.y()) * (extent.z() / step.z()));
        }

        long bytes() {
            return (long) (each * voxels(spacing));
        }
    }

    /**
     * Looks at the experiment and the heads of its cases' files.
     *
     * @throws IOException if the table of cases is wrong; a file that cannot be read is passed over and told when its
     *     turn comes
     */
    public static KneeMemory of(Experiment experiment) throws IOException {
        List<Kept> knees = new ArrayList<>();
        experiment.phantoms().ifPresent(p -> {
            Kept each = new Kept(p.extent(), Vec.of(p.spacing()), SYNTHETIC);
            knees.addAll(Collections.nCopies(p.knees(), each));
        });
        long reading = 0;
        int annotated = 0;
        if (experiment.cases().isPresent()) {
            CaseTable table = CaseTable.read(Path.of(experiment.cases().get().table()));
            annotated = table.cases().size();
            reading = add(table, experiment.cases().get(), knees);
        }
        return new KneeMemory(
                experiment.implicit().isPresent()
                        ? points(experiment, knees)
                        : knees.stream().mapToLong(Kept::bytes).sum(),
                reading,
                MAP * knees.stream().mapToLong(k -> k.voxels(k.spacing)).sum() * maps(experiment),
                words(experiment, annotated));
    }

    /** Of a function of place, which takes in one knee after the other and keeps points of each. */
    private static long points(Experiment experiment, List<Kept> knees) {
        Implicit settings = experiment.implicit().orElseThrow();
        LabelSet outputs = ClassMap.of(LabelSet.CONDYLE, experiment.classes()).outputs();
        long most = knees.stream().mapToLong(Kept::bytes).max().orElse(0);
        try (Scope scope = new Scope()) {
            KneeFunction function =
                    Functions.ALL.make(settings.function(), new Functions.Given(outputs, experiment.seed(), row -> {}));
            return most
                    + knees.stream()
                            .mapToLong(k -> function.kept(k.voxels(settings.spacing())))
                            .sum();
        } catch (IllegalArgumentException toldWhenItIsMade) {
            return most;
        }
    }

    /**
     * Bytes needed of Java's memory; maps are kept up to a quarter of it and drawn anew beyond.
     *
     * @param allowed bytes that Java may use
     */
    public long heap(long allowed) {
        return knees + reading + Math.min(maps, allowed / 4);
    }

    /** Adds the knees of a table; gives what reading the largest takes. */
    private static long add(CaseTable table, Cases cases, List<Kept> knees) {
        Assumed assumed = cases.assume().given();
        long reading = 0;
        for (Case c : table.cases()) {
            Geometry own;
            try {
                own = Volumes.info(c.labels(), assumed).geometry();
            } catch (IOException | IllegalArgumentException toldWhenItIsRead) {
                continue;
            }
            boolean imaged = c.image().isPresent();
            knees.add(new Kept(
                    own.extent(),
                    cases.spacing(),
                    imaged ? IMAGED : 1 + cases.render().surroundings()));
            reading = Math.max(reading, imaged ? READING * own.size().voxels() : 0);
        }
        return reading;
    }

    /** Maps of a knee that all stages ask for together. */
    private static long maps(Experiment experiment) {
        int classes = ClassMap.of(LabelSet.CONDYLE, experiment.classes()).count();
        long maps = 0;
        for (Stage stage : experiment.stages()) {
            Set<SoftLabels> recipes = new HashSet<>();
            for (Phase phase : stage.train().phases()) {
                recipes.addAll(recipes(phase, classes));
            }
            stage.head().ifPresent(h -> recipes.add(h.recipe()));
            maps += recipes.stream().mapToLong(r -> r.maps(classes)).sum();
        }
        return maps;
    }

    private static Set<SoftLabels> recipes(Phase phase, int classes) {
        try {
            return Losses.ALL.make(phase.loss(), Grouping.of(classes)).maps();
        } catch (IllegalArgumentException toldWithItsStage) {
            return Set.of();
        }
    }

    private static String words(Experiment experiment, int annotated) {
        List<String> parts = new ArrayList<>();
        int synthetic = experiment.phantoms().map(Phantoms::knees).orElse(0);
        if (synthetic > 0) {
            parts.add(synthetic + " synthetic");
        }
        if (annotated > 0) {
            parts.add(annotated + " annotated");
        }
        return String.join(" and ", parts) + (synthetic + annotated == 1 ? " knee" : " knees");
    }
}
