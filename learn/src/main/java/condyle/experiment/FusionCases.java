package condyle.experiment;

import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.data.ClassMap;
import condyle.data.SchemeFile;
import condyle.data.Targets;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Volume;
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
 * @param targets what the labels say about the networks' classes
 * @param knees SHA-256 of their files, in the table's order
 */
record FusionCases(CaseTable table, LabelSet scheme, Targets targets, List<Certificate.Knee> knees) {
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
        List<Certificate.Knee> knees = new ArrayList<>();
        for (Case c : table.cases()) {
            Path image = c.image()
                    .orElseThrow(() -> new IOException(
                            table.where(c) + ": no image; a fusion is fitted and scored on scans with labels"));
            knees.add(new Certificate.Knee(
                    c.name(), c.subject(), Optional.of(Fingerprint.of(image)), Fingerprint.of(c.labels())));
        }
        return new FusionCases(table, scheme, Targets.of(classes, scheme), knees);
    }

    List<Case> cases() {
        return table.cases();
    }

    /** SHA-256 of scan and labels of each case, by its line and never by a path, which may hold a patient's name. */
    Map<String, String> fingerprints() {
        Map<String, String> prints = new LinkedHashMap<>();
        for (int i = 0; i < knees.size(); i++) {
            String line = "cases line " + cases().get(i).line();
            prints.put(line + " image", knees.get(i).image().orElseThrow());
            prints.put(line + " labels", knees.get(i).labels());
        }
        return prints;
    }

    Knee load(Case c) throws IOException {
        Volume scan = Volumes.read(c.image().orElseThrow());
        Volumes.requireFinite(scan, c.image().orElseThrow());
        LabelMap labels = Volumes.readLabels(c.labels(), scheme);
        try {
            labels.geometry().requireSameGrid("labels", "image", scan.geometry());
        } catch (IllegalArgumentException e) {
            throw new IOException(table.where(c) + " (" + c.name() + "): " + e.getMessage(), e);
        }
        return new Knee(scan, labels);
    }
}
