package condyle.crossval;

import condyle.experiment.Certificate;
import condyle.experiment.Formats;
import condyle.experiment.Inputs;
import condyle.experiment.Origin;
import condyle.experiment.Provenance;
import condyle.experiment.Run;
import condyle.io.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Joins folds of one cross-validation that were done in several folders, on several machines. */
public final class Merging {
    private final CrossRun out;
    private final List<String> notes = new ArrayList<>();

    private Merging(CrossRun out) {
        this.out = out;
    }

    /**
     * Copies all finished folds of some folders into one, which may be the first of them, and sums up.
     *
     * @return what the user should know, a line each
     * @throws IOException if a folder holds another experiment, other splits or other files, or two folders hold one fold
     *     with different weights; nothing is copied then
     */
    public static List<String> merge(List<Path> folders, Path into) throws IOException {
        Merging merging = new Merging(new CrossRun(into));
        List<CrossRun> runs = new ArrayList<>();
        if (CrossRun.is(into)) {
            runs.add(merging.out);
        }
        for (Path folder : folders) {
            if (!folder.toAbsolutePath()
                    .normalize()
                    .equals(into.toAbsolutePath().normalize())) {
                runs.add(new CrossRun(folder));
            }
        }
        merging.run(runs);
        return List.copyOf(merging.notes);
    }

    private void run(List<CrossRun> runs) throws IOException {
        CrossRun first = runs.get(0);
        Certificate certificate = read(first);
        List<Long> seeds = certificate.seeds();
        for (CrossRun run : runs.subList(1, runs.size())) {
            requireSame(first, certificate, run);
            seeds = Certificate.union(seeds, read(run).seeds());
        }
        Certificate plan = certificate.of(seeds);
        List<CrossRun.Part> parts = CrossRun.parts(plan);
        List<Optional<CrossRun>> sources = new ArrayList<>();
        for (CrossRun.Part part : parts) {
            sources.add(source(part, runs, plan));
        }
        requireOnePretraining(parts, sources);
        copyHead(first, plan);
        for (int i = 0; i < parts.size(); i++) {
            if (sources.get(i).isPresent() && sources.get(i).get() != out) {
                copy(parts.get(i), sources.get(i).get());
            } else if (sources.get(i).isEmpty()) {
                notes.add("fold " + parts.get(i).fold() + ", seed "
                        + parts.get(i).seed() + ", is missing: finished " + "in none of the folders");
            }
        }
        out.gather(plan);
    }

    private static Certificate read(CrossRun run) throws IOException {
        if (!CrossRun.is(run.folder())) {
            throw new IOException(
                    run.folder() + ": no cross-validation here; expected a folder that 'condyle " + "crossval' wrote");
        }
        return Certificate.read(run.certificate());
    }

    private static void requireSame(CrossRun first, Certificate certificate, CrossRun other) throws IOException {
        Certificate theirs = read(other);
        if (!Formats.experiment(first.experiment(), List.of())
                .sameAs(Formats.experiment(other.experiment(), List.of()))) {
            throw new IOException(other.experiment() + ": another experiment than " + first.experiment()
                    + "; only folds of one experiment can be merged");
        }
        List<String> changes = certificate.changes(theirs.knees());
        if (!changes.isEmpty()) {
            throw new IOException(other.folder() + ": other cases than " + first.folder() + ": " + changes.get(0));
        }
        if (!certificate.origin().equals(theirs.origin())) {
            throw new IOException(other.folder() + ": began from " + Origin.words(theirs.origin()) + ", "
                    + first.folder() + " from " + Origin.words(certificate.origin())
                    + "; only folds of one start can be merged");
        }
        if (!certificate.folds().equals(theirs.folds())
                || !Splits.read(first.splits()).equals(Splits.read(other.splits()))) {
            throw new IOException(other.splits() + ": other splits than " + first.splits()
                    + "; only folds of one division can be merged");
        }
    }

    /** The first folder that has a part finished, or else finished but for failed cases. */
    private Optional<CrossRun> source(CrossRun.Part part, List<CrossRun> runs, Certificate plan) throws IOException {
        List<CrossRun> done = new ArrayList<>();
        List<CrossRun> ended = new ArrayList<>();
        for (CrossRun run : runs) {
            if (run.finished(part, plan)) {
                done.add(run);
            } else if (run.ended(part, plan)) {
                ended.add(run);
            }
        }
        done.addAll(ended);
        if (done.isEmpty()) {
            return Optional.empty();
        }
        CrossRun first = done.get(0);
        for (CrossRun other : done) {
            if (!weights(first, part).equals(weights(other, part))) {
                throw new IOException("fold " + part.fold() + ", seed " + part.seed() + ": trained in "
                        + other.folder() + " and in " + first.folder() + ", with different weights; keep one of the "
                        + "two folders out");
            }
        }
        Path place = out.part(part, first.seed()).run().folder();
        if (first != out && Files.exists(place)) {
            throw new IOException(place + ": not finished, and in the way of the one in " + first.folder()
                    + "; go on with it, or take it away");
        }
        return Optional.of(first);
    }

    /** The experiment names the file of pretrained weights, wherever it lies; what counts is what is in it. */
    private static void requireOnePretraining(List<CrossRun.Part> parts, List<Optional<CrossRun>> sources)
            throws IOException {
        Run first = null;
        for (int i = 0; i < parts.size(); i++) {
            if (sources.get(i).isEmpty()) {
                continue;
            }
            CrossRun source = sources.get(i).get();
            Run run = source.part(parts.get(i), source.seed()).run();
            first = first == null ? run : first;
            if (!Inputs.pretrained(run).equals(Inputs.pretrained(first))) {
                throw new IOException(run.folder() + ": began from other pretrained weights than " + first.folder()
                        + "; only folds of one start can be merged");
            }
        }
    }

    private static String weights(CrossRun run, CrossRun.Part part) throws IOException {
        return Provenance.sha256(run.part(part, run.seed()).run().weights());
    }

    /** The certificate first: a merge that is killed after it goes on when the same command is run again. */
    private void copyHead(CrossRun first, Certificate plan) throws IOException {
        if (first == out) {
            return;
        }
        plan.with(plan.splits(), List.of()).write(out.certificate());
        WholeFile.write(out.experiment(), to -> Files.copy(first.experiment(), to));
        WholeFile.write(out.splits(), to -> Files.copy(first.splits(), to));
    }

    /** Without what is hidden and the checkpoints, which a finished fold needs no more. */
    private void copy(CrossRun.Part part, CrossRun from) throws IOException {
        Path source = from.part(part, from.seed()).run().folder();
        Path target = out.part(part, from.seed()).run().folder();
        Path half = target.resolveSibling("." + target.getFileName() + ".part");
        try (Stream<Path> all = Files.walk(source)) {
            for (Path p : all.sorted().toList()) {
                Path inner = source.relativize(p);
                String name = inner.getFileName().toString();
                if (name.startsWith(".") || name.startsWith("checkpoint-")) {
                    continue;
                }
                Path to = half.resolve(inner.toString());
                if (Files.isDirectory(p)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(p, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Files.move(half, target);
    }
}
