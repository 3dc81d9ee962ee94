package condyle.experiment;

import condyle.data.Brightness;
import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.data.ClassMap;
import condyle.data.ImagedCase;
import condyle.data.RenderedCase;
import condyle.data.SchemeFile;
import condyle.data.Specimen;
import condyle.data.Split;
import condyle.data.Targets;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.measure.SideEstimate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The annotated knees of an experiment: their table, split and fingerprints first, their voxels when asked. */
final class CaseKnees {
    private final Cases settings;
    private final CaseTable table;
    private final LabelSet scheme;
    private final Targets targets;
    private final Split split;
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final List<Specimen> training = new ArrayList<>();
    private final List<Specimen> validation = new ArrayList<>();

    private CaseKnees(Cases settings, ClassMap classes, long seed) throws IOException {
        this.settings = settings;
        Path file = Path.of(settings.table());
        table = CaseTable.read(file);
        scheme = SchemeFile.of(settings.labels(), file.toAbsolutePath().getParent());
        targets = Targets.of(classes, scheme);
        split = Split.of(table.cases(), settings.validation(), seed);
        takeFingerprints();
    }

    /**
     * Reads the table and looks at its files, whose voxels stay where they are.
     *
     * @throws IOException naming the line that is wrong
     * @throws IllegalArgumentException if the scheme's labels cannot be targets for the classes
     */
    static CaseKnees of(Cases settings, ClassMap classes, long seed) throws IOException {
        return new CaseKnees(settings, classes, seed);
    }

    /** Names by line, never paths, which may hold a patient's name. */
    private void takeFingerprints() throws IOException {
        inputs.put("cases", Fingerprint.of(table.file()));
        Map<String, Case> seen = new HashMap<>();
        for (Case c : table.cases()) {
            String labels = Fingerprint.of(c.labels());
            inputs.put("cases line " + c.line() + " labels", labels);
            if (c.image().isPresent()) {
                inputs.put(
                        "cases line " + c.line() + " image",
                        Fingerprint.of(c.image().get()));
            }
            Case other = seen.putIfAbsent(labels, c);
            if (other != null && !other.subject().equals(c.subject())) {
                throw new IOException(table.file() + ": lines " + other.line() + " and " + c.line()
                        + ": the same label map under two subjects, '" + other.subject() + "' and '" + c.subject()
                        + "'; one person's knees need one name, so that they stay together");
            }
        }
    }

    /** SHA-256 of the table and of each file that it names. */
    Map<String, String> inputs() {
        return inputs;
    }

    /** Reads and prepares the knees. */
    void load(Watch watch) throws IOException {
        for (String stranger : targets.strangers()) {
            watch.observer()
                    .note(table.file() + ": label '" + stranger + "' of scheme " + scheme.name()
                            + " is none of our tissues and counts as background");
        }
        int done = 0;
        for (Case c : table.cases()) {
            watch.ask("the first step");
            (split.training().contains(c) ? training : validation).add(read(c, watch));
            watch.observer().preparing("annotated knees", ++done, table.cases().size());
        }
    }

    private Specimen read(Case c, Watch watch) throws IOException {
        LabelMap map = Volumes.readLabels(c.labels(), scheme);
        Side estimated = SideEstimate.of(map).side();
        if (c.side() != Side.UNKNOWN && estimated == c.side().mirrored()) {
            watch.observer()
                    .note(table.file() + ": line " + c.line() + ": side is " + c.side()
                            + ", but the labels lie as in a " + estimated + " knee; " + c.side() + " is taken");
        }
        long seed = c.seed();
        try {
            if (c.image().isEmpty()) {
                return RenderedCase.of(
                        map, c.side(), settings.spacing(), new RenderedCase.Prepared(seed, targets, settings.render()));
            }
            Volume image = Volumes.read(c.image().get());
            Volumes.requireFinite(image, c.image().get());
            Brightness brightness = settings.brightness();
            return ImagedCase.of(image, map, settings.spacing(), new ImagedCase.Prepared(seed, targets, brightness));
        } catch (IllegalArgumentException e) {
            throw new IOException(table.file() + ": line " + c.line() + " (" + c.name() + "): " + e.getMessage(), e);
        }
    }

    List<Specimen> training() {
        return training;
    }

    List<Specimen> validation() {
        return validation;
    }

    /** What a model says of the cases that it learnt from, a sentence a line. */
    List<String> story() {
        List<Case> learnt = split.training();
        long images = learnt.stream().filter(c -> c.image().isPresent()).count();
        List<String> lines = new ArrayList<>();
        lines.add(count(learnt) + " labelled by scheme " + scheme.name() + ": " + images + " with their scans, "
                + (learnt.size() - images) + " rendered from their labels");
        if (!split.validation().isEmpty()) {
            lines.add("validated on " + count(split.validation()));
        }
        return lines;
    }

    private static String count(List<Case> cases) {
        long subjects = cases.stream().map(Case::subject).distinct().count();
        return cases.size()
                + (cases.size() == 1 ? " annotated knee of " : " annotated knees of ")
                + subjects
                + (subjects == 1 ? " subject" : " subjects");
    }
}
