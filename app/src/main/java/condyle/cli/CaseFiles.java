package condyle.cli;

import condyle.config.Yaml;
import condyle.experiment.Provenance;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.Probabilities;
import condyle.image.Volume;
import condyle.infer.Restore;
import condyle.io.Volumes;
import condyle.io.WholeFile;
import condyle.measure.TissueVolumes;
import condyle.mesh.Ply;
import condyle.report.Caption;
import condyle.report.CasePage;
import condyle.report.ContactSheet;
import condyle.report.Overview;
import condyle.report.Png;
import condyle.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files in a case's folder: tissues, volumes, picture, report, provenance; the last is written last. */
final class CaseFiles {
    static final String VOLUMES = "volumes.csv";
    static final String OVERVIEW = "overview.png";
    static final String REPORT = "report.html";
    static final String PROVENANCE = "provenance.yaml";
    static final String SIDE = "side";
    static final String FINDINGS = "implausible";

    private final Path folder;
    private final String name;

    CaseFiles(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Writes all files of a case; {@code more} tables follow the volumes in the report. */
    void write(Volume image, Finding finding, Provenance provenance, List<Table> more) throws IOException {
        LabelMap tissues = finding.tissues();
        Volumes.write(tissues, folder.resolve(Pairs.TISSUES));
        TissueVolumes volumes = TissueVolumes.of(tissues);
        volumes.write(folder.resolve(VOLUMES));
        pictures(image, finding, provenance, tables(finding, volumes, more));
        WholeFile.write(folder.resolve(PROVENANCE), new Yaml().print(provenance));
    }

    /** Writes the probability of each tissue on the image's grid, one file a tissue. */
    void write(Probabilities p, Geometry grid) throws IOException {
        for (int c = 1; c < p.classes().length; c++) {
            String tissue = p.labels().tissues().get(c - 1).name().replace(' ', '-');
            Volumes.write(Restore.probability(p, c, grid), folder.resolve("probabilities/" + tissue + ".nii.gz"));
        }
    }

    /** Writes the surface of each tissue. */
    void write(ModelSurfaces surfaces) throws IOException {
        for (ModelSurfaces.Surface s : surfaces.all()) {
            Ply.write(
                    s.mesh(),
                    s.tissue().color(),
                    folder.resolve("surfaces/" + s.tissue().name().replace(' ', '-') + ".ply"));
        }
    }

    /** What a finished case's folder says of how it was made, or nothing where it is none. */
    static Optional<Provenance> provenance(Path folder) throws IOException {
        Path file = folder.resolve(PROVENANCE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Yaml().read(file, Provenance.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void pictures(Volume image, Finding finding, Provenance provenance, List<Table> tables) throws IOException {
        String made = image.geometry() + " · model " + provenance.settings().getOrDefault("model", "unknown")
                + " · condyle " + provenance.version();
        String warning = finding.plausible() ? "" : "not plausible as a knee: see " + REPORT;
        Caption caption = new Caption(name, made, finding.side(), warning);
        try {
            Png overview = Png.of(Overview.draw(image, finding.tissues(), caption));
            overview.write(folder.resolve(OVERVIEW));
            Png sheet = Png.of(ContactSheet.draw(image, finding.tissues(), caption));
            page(caption, finding, provenance, tables, List.of(overview(overview), sheet(sheet)))
                    .write(folder.resolve(REPORT));
        } catch (LinkageError | InternalError e) {
            // Java throws these, and nothing milder, where the system has no font.
            throw new IOException(
                    "pictures cannot be drawn: " + e + "; Java needs a font: install fontconfig and one font (Debian: "
                            + "apt install fontconfig fonts-dejavu-core)",
                    e);
        }
    }

    private static CasePage.Picture overview(Png image) {
        return new CasePage.Picture(
                image,
                "Three sagittal slices, a coronal and an axial one of the knee, the tissues outlined in colour",
                "Outlines of the tissues over the image; left in the coronal and axial pictures is the patient's right.");
    }

    private static CasePage.Picture sheet(Png image) {
        return new CasePage.Picture(
                image,
                "Sagittal slices through the knee, evenly spaced, the tissues outlined in colour",
                "Sagittal slices, anterior on the left.");
    }

    private static CasePage page(
            Caption caption,
            Finding finding,
            Provenance provenance,
            List<Table> tables,
            List<CasePage.Picture> pictures) {
        List<String> warnings = new ArrayList<>(finding.notes());
        finding.implausible().forEach(f -> warnings.add("not plausible: " + f));
        Map<String, String> made = new LinkedHashMap<>();
        made.put("program", "condyle " + provenance.version() + ", commit " + provenance.commit());
        made.put("engine", provenance.engine());
        provenance.settings().forEach((k, v) -> made.put(k, v));
        provenance.inputs().forEach((k, v) -> made.put("SHA-256 of " + k, v));
        made.remove(FINDINGS);
        return new CasePage(caption, warnings, pictures, tables, made);
    }

    private static List<Table> tables(Finding finding, TissueVolumes volumes, List<Table> more) {
        List<Table.Row> rows = new ArrayList<>();
        for (TissueVolumes.Row r : volumes.rows()) {
            String[] cells = {
                r.tissue(),
                r.label(),
                String.format(Locale.ROOT, "%,d", r.voxels()),
                String.format(Locale.ROOT, "%,.0f", r.volume()),
                String.format(Locale.ROOT, "%.2f", r.volume() / 1000)
            };
            rows.add(finding.tissues().labels().tissues().stream()
                    .filter(t -> t.name().equals(r.tissue()))
                    .findFirst()
                    .map(t -> Table.Row.colored(t.color(), cells))
                    .orElseGet(() -> Table.Row.total(cells)));
        }
        Table table = new Table(
                "Volumes",
                List.of("Tissue", "Label", "Voxels", "mm³", "cm³"),
                rows,
                "Counted voxels. Bones are measured as far as the image shows them. Medial and lateral name the anatomy.");
        List<Table> all = new ArrayList<>(List.of(table));
        all.addAll(more);
        return all;
    }
}
