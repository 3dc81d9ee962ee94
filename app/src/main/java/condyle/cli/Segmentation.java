package condyle.cli;

import condyle.experiment.Fingerprint;
import condyle.experiment.Provenance;
import condyle.image.Geometry;
import condyle.image.Interpolation;
import condyle.image.LabelMap;
import condyle.image.Resample;
import condyle.image.Side;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Assumed;
import condyle.io.ScanInfo;
import condyle.io.Volumes;
import condyle.measure.CleanUp;
import condyle.report.Progress;
import condyle.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/**
 * Segments cases one after the other into a folder of results.
 *
 * <p>A finished case, same input, program, model and settings, is passed over; where one of these differs it is done anew,
 * and which is told. A bad case is told and the next one begun.
 */
final class Segmentation {
    /** What happens to labels that anatomy does not allow. */
    enum Clean {
        ANATOMY,
        NONE
    }

    /** What to write beside the usual files. */
    enum Also {
        PROBABILITIES,
        SURFACES
    }

    /** What happens to a case that an earlier run finished with the same input, program, model and settings. */
    enum Finished {
        PASS_OVER,
        DO_ANEW
    }

    /** Choices of the one who runs it. */
    record Settings(
            Path out, Assumed assumed, Clean clean, Side side, Set<Also> also, Finished finished, Places places) {}

    /**
     * Where tissues are asked for, and what of the image the finder sees.
     *
     * @param grid spacing of the voxels, mm; nothing for the image's own
     * @param heldOut slices that the finder does not see; nothing where it sees all
     */
    record Places(Optional<Double> grid, Optional<HeldOutSlices> heldOut) {
        static final Places OWN = new Places(Optional.empty(), Optional.empty());

        Geometry of(Geometry image) {
            return grid.map(mm -> image.withSpacing(Vec.of(mm))).orElse(image);
        }
    }

    /** Tables that the report shows after the volumes. */
    interface Extra {
        List<Table> of(LabelMap tissues) throws IOException;
    }

    private final TissueFinder finder;
    private final Settings settings;
    private final PrintWriter out;
    private final PrintWriter err;
    private final CaseNames names;
    private final Extra extra;
    private final Batch batch;
    /** Cases segmented in this run, and the time they took. */
    private int done;

    private long nanos;

    Segmentation(TissueFinder finder, Settings settings, CommandLine line) {
        this(finder, settings, line, tissues -> List.of());
    }

    Segmentation(TissueFinder finder, Settings settings, CommandLine line, Extra extra) {
        this.finder = finder;
        this.settings = settings;
        this.out = line.getOut();
        this.err = line.getErr();
        this.extra = extra;
        this.names = new CaseNames(settings.out());
        this.batch = new Batch(err);
    }

    /** Segments all volumes that the inputs stand for, writes cohort.csv, and gives the exit code. */
    int run(List<Path> inputs) throws IOException {
        if (Files.exists(settings.out()) && !Files.isDirectory(settings.out())) {
            throw new IOException(settings.out() + ": a file has this name; expected a folder for the results");
        }
        Files.createDirectories(settings.out());
        CaseFolder.heal(settings.out());
        List<Path> volumes = new ArrayList<>();
        List<Cohort.Failure> failed = new ArrayList<>();
        for (Path input : inputs) {
            try {
                volumes.addAll(Volumes.list(input));
            } catch (IOException e) {
                batch.fail(input.toString(), e);
                failed.add(failure(input));
            }
        }
        for (int i = 0; i < volumes.size(); i++) {
            Path volume = volumes.get(i);
            String count =
                    volumes.size() > 1 ? " (" + (i + 1) + " of " + volumes.size() + toGo(volumes.size() - i) + ")" : "";
            if (!batch.run(volume.toString(), () -> segment(volume, count))) {
                failed.add(failure(volume));
            }
        }
        Cohort.write(settings.out(), failed);
        return batch.end();
    }

    /** How long the remaining cases will take, once one has been done. */
    private String toGo(int remaining) {
        return done == 0
                ? ""
                : ", about " + Progress.words(Duration.ofNanos(nanos / done * remaining)) + " for the rest";
    }

    private Cohort.Failure failure(Path input) {
        String name = input.toAbsolutePath().normalize().getFileName().toString();
        return new Cohort.Failure(
                Volumes.caseName(input), batch.bad().get(input.toString()).replace(input.toString(), name));
    }

    private void segment(Path input, String count) throws IOException {
        ScanInfo info = Volumes.info(input, settings.assumed());
        String sha = Fingerprint.of(input);
        String name = names.of(input, sha);
        Path place = settings.out().resolve(name);
        if (!name.equals(Volumes.caseName(input)) && !Files.exists(place)) {
            say(name + ": named so because another input or other files have the name " + Volumes.caseName(input));
        }
        Map<String, String> asked = asked();
        if (settings.finished() == Finished.PASS_OVER && doneAlready(input, place, asked)) {
            return;
        }
        info.assumed().ifPresent(a -> Failures.note(err, name + ": " + a));
        finder.learnt(sha).ifPresent(s -> Failures.note(err, name + ": " + s));
        TissueFinder.Need need = finder.need(settings.places().of(info.geometry()));
        Memory.require(input + " (" + info.geometry().size() + " voxels)", need.heap(), need.all());
        long begun = System.nanoTime();
        Map<String, String> files = new LinkedHashMap<>(
                Map.of(input.toAbsolutePath().normalize().getFileName().toString(), sha));
        files.putAll(finder.files());
        try (CaseFolder folder = CaseFolder.begin(place);
                Progress progress = Progress.of(name + count, err)) {
            Finding finding = segment(input, said(info), new Work(folder, name, asked, files, progress));
            progress.close();
            done++;
            nanos += System.nanoTime() - begun;
            say(name + ": " + finding.side() + ", "
                    + Progress.words(Duration.ofNanos(System.nanoTime() - begun)) + ": "
                    + place.resolve(CaseFiles.REPORT));
            finding.notes().forEach(n -> Failures.note(err, name + ": " + n));
            markImplausible(input, name, String.join("; ", finding.implausible()));
        } catch (IOException e) {
            // The hidden name that a case's folder has until it is complete means nothing to the reader.
            throw new IOException(
                    Failures.line(e).replace(CaseFolder.part(place).toString(), place.toString()), e);
        }
    }

    /** Whether an earlier run's results in this place still hold; tells that they do, or why not. */
    private boolean doneAlready(Path input, Path place, Map<String, String> asked) throws IOException {
        Optional<EarlierRun> before = EarlierRun.in(place);
        if (before.isEmpty()) {
            return false;
        }
        String name = place.getFileName().toString();
        List<String> changes = before.get().changes(asked, finder.files());
        if (!changes.isEmpty()) {
            say(name + ": done anew, for an earlier run differs: " + String.join("; ", changes));
            return false;
        }
        say(name + ": done already: " + place.resolve(CaseFiles.REPORT));
        markImplausible(input, name, before.get().implausible());
        return true;
    }

    /** Where the results of one case go and what is told of them. */
    private record Work(
            CaseFolder folder, String name, Map<String, String> asked, Map<String, String> files, Progress progress) {}

    private Finding segment(Path input, Finding.Said said, Work work) throws IOException {
        work.progress().at(0, "reading");
        Volume scan = Volumes.read(input, settings.assumed());
        Volumes.requireFinite(scan, input);
        Volume given = settings.places().heldOut().isEmpty()
                ? scan
                : settings.places().heldOut().get().keep(scan);
        Geometry grid = settings.places().of(scan.geometry());
        TissueFinder.Found found = work.folder()
                .guard(() -> finder.find(given, grid, share -> {
                    work.progress().at(0.05 + 0.8 * share, "finding tissues");
                    work.folder().pause();
                }));
        work.progress().at(0.86, "cleaning and measuring");
        LabelMap tissues = settings.clean() == Clean.ANATOMY ? CleanUp.of(found.tissues()) : found.tissues();
        Finding finding = Finding.of(tissues, said).noted(found.notes());
        Volume image = grid == scan.geometry() ? scan : Resample.to(scan, grid, Interpolation.LINEAR);
        Map<String, String> all = new LinkedHashMap<>(work.asked());
        all.put(CaseFiles.SIDE, finding.side());
        all.put(CaseFiles.FINDINGS, String.join("; ", finding.implausible()));
        List<Table> tables = new ArrayList<>(extra.of(tissues));
        Optional<HeldOutSlices.Scored> heldOut = Optional.empty();
        if (settings.places().heldOut().isPresent()) {
            heldOut = settings.places().heldOut().get().score(tissues, input);
            heldOut.ifPresent(h -> tables.add(h.table()));
        }
        Optional<HeldOutSlices.Scored> scored = heldOut;
        work.progress().at(0.92, "writing");
        work.folder().fill(folder -> {
            CaseFiles files = new CaseFiles(folder, work.name());
            if (settings.also().contains(Also.PROBABILITIES)
                    && found.probabilities().isPresent()) {
                files.write(found.probabilities().get(), image.geometry());
            }
            if (settings.also().contains(Also.SURFACES) && found.probabilities().isPresent()) {
                files.write(ModelSurfaces.of(found.probabilities().get(), tissues));
            }
            if (scored.isPresent()) {
                scored.get().write(folder.resolve(HeldOutSlices.FILE));
            }
            files.write(image, finding, Provenance.of(all, work.files()), tables);
        });
        return finding;
    }

    private Finding.Said said(ScanInfo info) {
        return settings.side() != Side.UNKNOWN
                ? new Finding.Said(settings.side(), "as given")
                : new Finding.Said(info.side(), "from the file");
    }

    /** All that decides the result beside the input. */
    private Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>(finder.settings());
        asked.put("clean up", settings.clean() == Clean.ANATOMY ? "by anatomy" : "none");
        asked.put("side given", settings.side().toString());
        asked.put("probabilities", settings.also().contains(Also.PROBABILITIES) ? "written" : "not written");
        if (settings.also().contains(Also.SURFACES)) {
            asked.put("surfaces", "written");
        }
        settings.places().grid().ifPresent(mm -> asked.put("grid", mm + " mm"));
        settings.places().heldOut().ifPresent(h -> asked.put("held-out slices", h.toString()));
        asked.put("assumed geometry", settings.assumed().toString());
        return asked;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private void markImplausible(Path input, String name, String against) {
        if (!against.isEmpty()) {
            Failures.note(err, name + ": not plausible as a knee: " + against);
            batch.mark(input.toString(), "not plausible as a knee: " + against);
        }
    }
}
