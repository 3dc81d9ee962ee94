package condyle.fusion;

import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.data.ClassMap;
import condyle.data.SchemeFile;
import condyle.data.Targets;
import condyle.experiment.Cases;
import condyle.experiment.Certificate;
import condyle.experiment.Experiment;
import condyle.experiment.Fingerprint;
import condyle.experiment.Formats;
import condyle.experiment.Roster;
import condyle.experiment.Run;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Volume;
import condyle.io.Assumed;
import condyle.io.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Annotated knees with their scans, on which fusions are fitted or scored.
 *
 * @param scheme of their label maps
 * @param assumed of files that do not say their spacing and orientation
 * @param targets what the labels say about the networks' classes
 * @param people who they are and SHA-256 of their files, in the table's order
 */
public record FusionCases(
        CaseTable table, LabelSet scheme, Assumed assumed, Targets targets, FusionCertificate.People people) {
    private static final String NAME_A_TABLE = "; name a table of knees to fit on with --cases";

    /** A scan and its labels on the same grid. */
    record Knee(Volume scan, LabelMap labels) {}

    /**
     * Reads a table and takes the fingerprints of its files, whose voxels stay where they are.
     *
     * @param labels scheme of the label maps, where the table does not know it: condyle without
     * @throws IOException naming the line that is wrong
     */
    static FusionCases read(Path file, Optional<String> labels, ClassMap classes) throws IOException {
        CaseTable table = CaseTable.read(file);
        LabelSet scheme = labels.isPresent()
                ? SchemeFile.of(labels.get(), file.toAbsolutePath().getParent())
                : table.scheme().orElse(LabelSet.CONDYLE);
        return new FusionCases(table, scheme, Assumed.NOTHING, Targets.of(classes, scheme), people(table));
    }

    /** The knees of a table with the fingerprints of their files. */
    public static FusionCertificate.People people(CaseTable table) throws IOException {
        List<Certificate.Knee> knees = new ArrayList<>();
        for (Case c : table.cases()) {
            knees.add(new Certificate.Knee(
                    c.name(),
                    c.subject(),
                    Optional.of(Fingerprint.of(requireImage(table, c))),
                    Fingerprint.of(c.labels())));
        }
        return new FusionCertificate.People(Certificate.Naming.NAMED, knees);
    }

    private static Path requireImage(CaseTable table, Case c) throws IOException {
        return c.image()
                .orElseThrow(() -> new IOException(
                        table.where(c) + ": no image; a fusion is fitted and scored on scans with labels"));
    }

    /**
     * The knees on which runs were validated while they were trained, which are the same for all of them.
     *
     * @throws IOException if a run was validated on none, on others than the first, or its table is no longer there
     */
    static FusionCases validatedOn(List<Path> runs, ClassMap classes) throws IOException {
        FusionCases first = validatedOn(runs.get(0), classes);
        for (Path run : runs.subList(1, runs.size())) {
            if (!validatedOn(run, classes).prints().equals(first.prints())) {
                throw new IOException(run + ": was validated on other knees than " + runs.get(0) + NAME_A_TABLE);
            }
        }
        return first;
    }

    private static FusionCases validatedOn(Path folder, ClassMap classes) throws IOException {
        Run run = new Run(folder);
        if (!run.begun()) {
            throw new IOException(
                    folder + ": experiment.yaml is missing, so the knees that it was validated on are not "
                            + "known; copy the whole folder of the run, or name a table with --cases");
        }
        Experiment experiment = Formats.experiment(run.experiment(), List.of());
        Cases settings = experiment
                .cases()
                .orElseThrow(() -> new IOException(folder + ": was validated on no annotated knees" + NAME_A_TABLE));
        Roster roster = Roster.of(settings, experiment.seed());
        CaseTable all = roster.table();
        List<Case> cases = roster.split().validation();
        if (cases.isEmpty()) {
            throw new IOException(folder + ": was validated on no annotated knees" + NAME_A_TABLE);
        }
        List<Certificate.Knee> knees = new ArrayList<>();
        for (Case c : cases) {
            requireImage(all, c);
            String name = settings.hashSubjects() ? roster.name(c) : c.name();
            Roster.Prints prints = roster.prints(c);
            knees.add(new Certificate.Knee(name, roster.subject(c), prints.image(), prints.labels()));
        }
        return new FusionCases(
                new CaseTable(all.file(), cases, all.scheme(), all.held()),
                roster.scheme(),
                settings.assume().given(),
                Targets.of(classes, roster.scheme()),
                new FusionCertificate.People(
                        settings.hashSubjects() ? Certificate.Naming.HASHED : Certificate.Naming.NAMED, knees));
    }

    /** SHA-256 of all label maps. */
    private List<String> prints() {
        return knees().stream().map(Certificate.Knee::labels).sorted().toList();
    }

    List<Certificate.Knee> knees() {
        return people.knees();
    }

    List<Case> cases() {
        return table.cases();
    }

    /** SHA-256 of scan and labels of each case, by its line and never by a path, which may hold a patient's name. */
    Map<String, String> fingerprints() {
        Map<String, String> prints = new LinkedHashMap<>();
        for (int i = 0; i < knees().size(); i++) {
            String line = "cases line " + cases().get(i).line();
            prints.put(line + " image", knees().get(i).image().orElseThrow());
            prints.put(line + " labels", knees().get(i).labels());
        }
        return prints;
    }

    Knee load(Case c) throws IOException {
        Volume scan = Volumes.read(c.image().orElseThrow(), assumed);
        Volumes.requireFinite(scan, c.image().orElseThrow());
        LabelMap labels = Volumes.readLabels(c.labels(), scheme, assumed);
        try {
            labels.geometry().requireSameGrid("labels", "image", scan.geometry());
        } catch (IllegalArgumentException e) {
            throw new IOException(table.where(c) + " (" + c.name() + "): " + e.getMessage(), e);
        }
        return new Knee(scan, labels);
    }
}
