package condyle.experiment;

import condyle.config.Choice;
import condyle.data.Brightness;
import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.data.ClassMap;
import condyle.data.ImagedCase;
import condyle.data.RenderedCase;
import condyle.data.Specimen;
import condyle.data.Split;
import condyle.data.Targets;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Volume;
import condyle.implicit.KneeFunction.Purpose;
import condyle.io.Assumed;
import condyle.io.Volumes;
import condyle.measure.SideEstimate;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The annotated knees of an experiment: their table, split and fingerprints first, their voxels when asked. */
final class CaseKnees {
    private final Roster roster;
    private final Cases settings;
    private final CaseTable table;
    private final LabelSet scheme;
    private final ClassMap classes;
    private final Targets targets;
    private final Split split;
    private final List<Specimen> training = new ArrayList<>();
    private final List<Specimen> validation = new ArrayList<>();

    private CaseKnees(Roster roster, ClassMap classes) {
        this.roster = roster;
        this.settings = roster.settings();
        this.classes = classes;
        table = roster.table();
        scheme = roster.scheme();
        targets = Targets.of(classes, scheme);
        split = roster.split();
    }

    /**
     * Reads the table and looks at its files, whose voxels stay where they are.
     *
     * @throws IOException naming the line that is wrong
     * @throws IllegalArgumentException if the scheme's labels cannot be targets for the classes
     */
    static CaseKnees of(Cases settings, ClassMap classes, long seed) throws IOException {
        return new CaseKnees(Roster.of(settings, seed), classes);
    }

    /** Who is on which side, and the fingerprints of all files. */
    Roster roster() {
        return roster;
    }

    /**
     * Reads and prepares the knees, and keeps them.
     *
     * @param scales that patches will ask the whole scans for
     */
    void load(Watch watch, Set<Choice> scales) throws IOException {
        each(watch, scales, (knee, owner, purpose) -> (purpose == Purpose.TRAINING ? training : validation).add(knee));
        sayWhatIsMissing(watch);
    }

    /** Takes a knee, its owner's name, and what it is for. */
    interface Taker {
        void take(Specimen knee, String owner, Purpose purpose);
    }

    /**
     * Reads and prepares the knees, all but those that are kept for a test, in the order of the table, and hands them on one by
     * one; none is kept.
     */
    void each(Watch watch, Set<Choice> scales, Taker taker) throws IOException {
        for (String stranger : targets.strangers()) {
            watch.observer()
                    .note(table.file() + ": label '" + stranger + "' of scheme " + scheme.name()
                            + " is none of our tissues and counts as background");
        }
        table.notes().forEach(watch.observer()::note);
        sayWhatIsAssumed(watch);
        Set<Case> learnt = new HashSet<>(split.training());
        Set<Case> tested = new HashSet<>(split.test());
        List<Case> read =
                table.cases().stream().filter(c -> !tested.contains(c)).toList();
        int done = 0;
        for (Case c : read) {
            watch.ask("the first step");
            Purpose purpose = learnt.contains(c) ? Purpose.TRAINING : Purpose.VALIDATION;
            taker.take(read(c, scales, watch), c.subject() + " " + c.side(), purpose);
            watch.observer().preparing("annotated knees", ++done, read.size());
        }
    }

    private void sayWhatIsAssumed(Watch watch) throws IOException {
        Path first = table.cases().get(0).labels();
        Volumes.info(first, settings.assume().given())
                .assumed()
                .ifPresent(said -> watch.observer().note(first + ": " + said));
    }

    private void sayWhatIsMissing(Watch watch) {
        List<List<Integer>> groups = targets.grouping().groups();
        for (int g = 1; g < groups.size() && !training.isEmpty(); g++) {
            int group = g;
            if (training.stream().allMatch(knee -> knee.places()[group].length == 0)) {
                String names = names(groups.get(g));
                watch.observer()
                        .note(table.file() + ": " + names
                                + (training.size() == 1
                                        ? " does not occur in the only case"
                                        : " occurs in none of the " + training.size() + " cases")
                                + " to train on, which cannot teach it");
            }
        }
    }

    /** Tells which classes the scheme's labels leave open: they alone teach nothing about them. */
    void sayWhatIsNotTaught(TrainObserver observer) {
        for (List<Integer> group : targets.grouping().groups()) {
            boolean background = group.get(0) == 0;
            List<Integer> open = group.subList(background ? 1 : 0, group.size());
            if (background && !open.isEmpty()) {
                observer.note(table.file() + ": no label of scheme " + scheme.name() + " stands for " + names(open)
                        + ", so background may hold them and nothing is learnt of them; leave them out of classes, "
                        + "or train beside synthetic knees (phantoms)");
            } else if (open.size() > 1) {
                observer.note(table.file() + ": scheme " + scheme.name() + " has one label for " + names(open)
                        + ", which cannot teach them apart; name them by one group in classes, or train beside "
                        + "synthetic knees (phantoms)");
            }
        }
    }

    private String names(List<Integer> group) {
        return group.stream()
                .map(c -> "'" + classes.outputs().tissues().get(c - 1).name() + "'")
                .collect(Collectors.joining(" and "));
    }

    /** Whether some have no scan, but are rendered from their labels. */
    boolean rendered() {
        return table.cases().stream().anyMatch(c -> c.image().isEmpty());
    }

    /** Whether knees are held out to validate on. */
    boolean validates() {
        return !split.validation().isEmpty();
    }

    private Specimen read(Case c, Set<Choice> scales, Watch watch) throws IOException {
        Assumed assumed = settings.assume().given();
        LabelMap map = Volumes.readLabels(c.labels(), scheme, assumed);
        Side estimated = SideEstimate.of(map).side();
        if (c.side() != Side.UNKNOWN && estimated == c.side().mirrored()) {
            watch.observer()
                    .note(table.where(c) + ": side is " + c.side() + ", but the labels lie as in a " + estimated
                            + " knee; " + c.side() + " is taken");
        }
        try {
            if (c.image().isEmpty()) {
                return RenderedCase.of(
                        map,
                        c.side(),
                        settings.spacing(),
                        new RenderedCase.Prepared(c.name(), c.seed(), targets, settings.render()));
            }
            Volume image = Volumes.read(c.image().get(), assumed);
            Volumes.requireFinite(image, c.image().get());
            Brightness brightness = settings.brightness();
            return ImagedCase.of(
                    image,
                    map,
                    settings.spacing(),
                    new ImagedCase.Prepared(c.name(), c.seed(), targets, brightness, scales));
        } catch (IllegalArgumentException e) {
            throw new IOException(table.where(c) + " (" + c.name() + "): " + e.getMessage(), e);
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
        settings.fold()
                .ifPresent(f -> lines.add(
                        "fold " + f.number() + " of " + f.of() + ": " + count(split.test()) + " kept for the test"));
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
