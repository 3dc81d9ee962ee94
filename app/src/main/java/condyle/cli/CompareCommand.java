package condyle.cli;

import condyle.config.Build;
import condyle.crossval.RunScores;
import condyle.experiment.CaseSubjects;
import condyle.experiment.Provenance;
import condyle.experiment.RunSettings;
import condyle.report.ComparisonReport;
import condyle.statistics.Arm;
import condyle.statistics.Comparison;
import condyle.statistics.Quantity;
import condyle.statistics.ScoredRun;
import condyle.statistics.Spread;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares scored runs. */
@Command(
        name = "compare",
        description = {
            "Compares runs that were scored on the same cases: means with intervals, agreement, paired tests, plots.",
            "Runs of one experiment's name with other seeds are pooled as seeds of one row."
        })
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description =
                    "Folder of a cross-validation, or one with scores.csv as evaluate writes it; NAME=RUN names its row.")
    private List<String> runs;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "Folder for compare.csv, compare.md, compare.html, plots and confusion matrices.")
    private Path output;

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = "Row that the others are tested against (default: the first).")
    private String baseline;

    @Option(
            names = "--tissue",
            paramLabel = "NAME",
            description = "Compare this tissue or group only; may be given several times.")
    private List<String> tissues = List.of();

    @Option(
            names = "--fold",
            paramLabel = "N",
            split = ",",
            description = "Compare these folds of cross-validations only, such as 1 or 1,2.")
    private Set<String> folds = Set.of();

    @Option(
            names = "--cases",
            paramLabel = "TABLE",
            description = "CSV with the columns subject and case (or labels): whom each case of an evaluation shows.")
    private Path cases;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Resamples of the bootstrap (default: 2000).")
    private int resamples;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the bootstrap (default: 1).")
    private long seed;

    /** A run as it was named on the command line. */
    private record Named(Optional<String> name, Path folder) {
        static Named of(String argument) {
            int at = argument.indexOf('=');
            return at <= 0 || Files.exists(Path.of(argument))
                    ? new Named(Optional.empty(), Path.of(argument))
                    : new Named(Optional.of(argument.substring(0, at)), Path.of(argument.substring(at + 1)));
        }
    }

    @Override
    public Integer call() throws IOException {
        if (resamples < 100) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--resamples " + resamples + ": expected at least 100, to find the ends of 95 %");
        }
        List<Arm> arms = Arm.pool(read());
        String first = baseline == null ? arms.get(0).name() : baseline;
        Comparison comparison = Comparison.of(arms, new Comparison.Settings(first, resamples, seed));
        new ComparisonReport(comparison, provenance()).write(output);
        tell(comparison);
        return 0;
    }

    private List<ScoredRun> read() throws IOException {
        Map<String, String> subjects = cases == null ? Map.of() : CaseSubjects.read(cases);
        List<ScoredRun> all = new ArrayList<>();
        Map<String, Path> unnamed = new LinkedHashMap<>();
        for (String argument : runs) {
            Named named = Named.of(argument);
            for (ScoredRun run : RunScores.read(named.folder(), new RunScores.Asked(named.name(), subjects, folds))) {
                all.add(tissues.isEmpty() ? run : run.only(tissues));
                Path before = named.name().isEmpty() ? unnamed.putIfAbsent(run.name(), named.folder()) : null;
                if (before != null && !before.equals(named.folder())) {
                    RunSettings.requireOneExperiment(before, named.folder());
                }
            }
        }
        return all;
    }

    /** File names only: a path may hold a patient's name. */
    private Map<String, String> provenance() throws IOException {
        Map<String, String> made = new LinkedHashMap<>();
        made.put("program", "condyle " + Build.version() + " (commit " + Build.commit() + ")");
        for (String argument : runs) {
            Path folder = Named.of(argument).folder();
            String file = folder.toAbsolutePath().normalize().getFileName() + "/" + RunScores.FILE;
            String sha = "SHA-256 " + Provenance.sha256(folder.resolve(RunScores.FILE));
            made.merge(file, sha, (one, more) -> one + ", " + more);
        }
        made.put("intervals", "95 %, BCa bootstrap of whole subjects, " + resamples + " resamples from seed " + seed);
        if (!folds.isEmpty()) {
            made.put("folds", "only " + String.join(", ", new TreeSet<>(folds)));
        }
        made.put("definitions", "docs/reference/metrics.md");
        return made;
    }

    private void tell(Comparison comparison) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("Dice"));
        comparison.arms().forEach(a -> head.add(a.name()));
        lines.add(head);
        for (String tissue : comparison.tissues()) {
            List<String> line = new ArrayList<>(List.of(tissue));
            for (Arm arm : comparison.arms()) {
                Spread s = comparison.spread(arm, tissue, Quantity.DICE);
                line.add(
                        s.subjects() == 0
                                ? "–"
                                : String.format(
                                        Locale.ROOT,
                                        "%.3f [%.3f, %.3f]",
                                        s.mean().value(),
                                        s.mean().low(),
                                        s.mean().high()));
            }
            lines.add(line);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(TextTable.of(lines));
        out.println(comparison.subjects() + " subjects, " + comparison.cases() + " cases; "
                + output.resolve("compare.html"));
        out.flush();
    }
}
