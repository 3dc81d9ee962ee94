package condyle.experiment;

import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.data.ClassMap;
import condyle.distance.SoftLabels;
import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Vec;
import condyle.io.Assumed;
import condyle.io.Volumes;
import condyle.loss.Grouping;
import condyle.loss.Losses;
import condyle.train.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an experiment's knees take in Java's memory, about, from the heads of their files alone.
 *
 * @param knees bytes of all knees as they are kept
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

    private record Annotated(int count, long voxels, long bytes, long reading) {}

    /**
     * Looks at the experiment and the heads of its cases' files.
     *
     * @throws IOException if the table of cases is wrong; a file that cannot be read is passed over and told when its
     *     turn comes
     */
    public static KneeMemory of(Experiment experiment) throws IOException {
        long synthetic = experiment.phantoms().map(Phantoms::bytes).orElse(0L);
        Annotated annotated =
                experiment.cases().isPresent() ? annotated(experiment.cases().get()) : new Annotated(0, 0, 0, 0);
        long voxels = (long) (synthetic / SYNTHETIC) + annotated.voxels;
        return new KneeMemory(
                synthetic + annotated.bytes,
                annotated.reading,
                MAP * voxels * maps(experiment),
                words(experiment, annotated.count));
    }

    /**
     * Bytes needed of Java's memory; maps are kept up to a quarter of it and drawn anew beyond.
     *
     * @param allowed bytes that Java may use
     */
    public long heap(long allowed) {
        return knees + reading + Math.min(maps, allowed / 4);
    }

    private static Annotated annotated(Cases cases) throws IOException {
        CaseTable table = CaseTable.read(Path.of(cases.table()));
        Assumed assumed = cases.assume().given();
        long voxels = 0;
        long bytes = 0;
        long reading = 0;
        for (Case c : table.cases()) {
            Geometry own;
            try {
                own = Volumes.info(c.labels(), assumed).geometry();
            } catch (IOException | IllegalArgumentException toldWhenItIsRead) {
                continue;
            }
            Vec size = own.extent();
            Vec step = cases.spacing();
            long kept = (long) (size.x() / step.x() * (size.y() / step.y()) * (size.z() / step.z()));
            boolean imaged = c.image().isPresent();
            voxels += kept;
            bytes += kept * (imaged ? IMAGED : 1 + cases.render().surroundings());
            reading = Math.max(reading, imaged ? READING * own.size().voxels() : 0);
        }
        return new Annotated(table.cases().size(), voxels, bytes, reading);
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
        int synthetic =
                experiment.phantoms().map(p -> p.count() + p.validation()).orElse(0);
        if (synthetic > 0) {
            parts.add(synthetic + " synthetic");
        }
        if (annotated > 0) {
            parts.add(annotated + " annotated");
        }
        return String.join(" and ", parts) + (synthetic + annotated == 1 ? " knee" : " knees");
    }
}
