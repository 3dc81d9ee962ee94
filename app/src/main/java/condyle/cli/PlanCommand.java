package condyle.cli;

import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.data.SchemeFile;
import condyle.image.LabelSet;
import condyle.net.Networks;
import condyle.plan.Means;
import condyle.plan.MeasuredPace;
import condyle.plan.Proposal;
import condyle.plan.Survey;
import condyle.report.Progress;
import condyle.train.Compute;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Writes an experiment for a data set. */
@Command(
        name = "plan",
        description = {
            "Writes an experiment for a data set, with a reason on each line, for 'condyle train'.",
            "Spacing, patches, network and steps follow from the scans, the memory, and how fast this machine is."
        })
final class PlanCommand implements Callable<Integer> {
    /** A number of bytes. */
    static final class Bytes implements ITypeConverter<Double> {
        private static final String UNITS = "MGT";

        @Override
        public Double convert(String text) {
            String size = text.strip().toUpperCase(Locale.ROOT).replaceAll("I?B$", "");
            if (size.matches("\\d{1,6}(\\.\\d+)?[" + UNITS + "]")) {
                double number = Double.parseDouble(size.substring(0, size.length() - 1));
                int power = UNITS.indexOf(size.charAt(size.length() - 1)) + 2;
                if (number > 0) {
                    return number * Math.pow(1024, power);
                }
            }
            throw new TypeConversionException("'" + text + "'; expected a size such as 8G or 800M");
        }
    }

    /** What training may take of a machine that has other things to do too. */
    private static final double SHARE = 0.8;

    private static final double MOST_MINUTES = 100_000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DATASET",
            description =
                    "CSV file (subject, side, visit, image, labels), folder in nnU-Net's raw layout, or folder of the"
                            + " IWOAI challenge.")
    private Path dataset;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "experiment.yaml",
            description = "Experiment to write (default: experiment.yaml).")
    private Path output;

    @Option(
            names = "--labels",
            paramLabel = "SCHEME",
            description = "What the label maps' numbers mean: condyle, zib, pymskt, iwoai, binary, or a YAML file; the"
                    + " folders know their own.")
    private String labels;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = Bytes.class,
            description = "Memory that training may take, such as 8G (default: four fifths of the machine's).")
    private Double memory;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "120",
            description = "Time that training may take (default: 120).")
    private double minutes;

    @Option(
            names = "--network",
            paramLabel = "TYPE",
            description = "A network that 'condyle networks' lists (default: a U-Net made to measure).")
    private String network;

    @Mixin
    private AssumedOptions assumed;

    @Override
    public Integer call() throws IOException {
        check();
        CaseTable table = CaseTable.read(dataset);
        Survey survey = Survey.of(table, scheme(table), assumed.given());
        PrintWriter err = spec.commandLine().getErr();
        Proposal proposal;
        try (Progress progress = Progress.of("plan", err)) {
            if (!look(survey, table, progress)) {
                Failures.note(err, "no experiment is written; mend these cases or leave them out");
                return Failures.FAILED;
            }
            progress.at(1, "timing steps");
            proposal = Proposal.of(survey, means());
        }
        survey.notes().forEach(note -> Failures.note(err, note));
        proposal.write(output, Optional.ofNullable(labels).map(this::fromTable));
        spec.commandLine().getOut().println(output + ": " + proposal.summary());
        return 0;
    }

    /** Reads all cases; gives whether all can be used. */
    private boolean look(Survey survey, CaseTable table, Progress progress) {
        Batch batch = new Batch(spec.commandLine().getErr(), progress::close);
        int done = 0;
        for (Case c : table.cases()) {
            progress.at((double) done++ / table.cases().size(), "reading " + c.name());
            batch.run(c.name(), () -> survey.look(c));
        }
        return batch.end() == 0;
    }

    private Means means() {
        Compute compute = Compute.of("auto", "auto", 2);
        return new Means(
                memory == null ? SHARE * Memory.machine() : memory,
                minutes,
                compute.precision(),
                new MeasuredPace(compute),
                Optional.ofNullable(network));
    }

    private void check() throws IOException {
        if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw new ParameterException(
                    spec.commandLine(), "--minutes " + minutes + ": expected a number of minutes above 0");
        }
        if (network != null && !Networks.ALL.names().contains(network)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--network: unknown network '" + network + "'; known: " + String.join(", ", Networks.ALL.names()));
        }
        if (Files.exists(output)) {
            throw new IOException(output + ": exists already; choose another with -o, or remove it");
        }
    }

    private LabelSet scheme(CaseTable table) throws IOException {
        if (labels != null) {
            return Schemes.of(labels);
        }
        return table.scheme()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--labels is missing: a table does not say what its label maps' numbers mean; expected one of "
                                + SchemeFile.NAMES + ", or a YAML file"));
    }

    /** The scheme as the experiment names it: a file's path starts from the table's folder. */
    private String fromTable(String scheme) {
        boolean known = LabelSet.ALL.stream().anyMatch(s -> s.name().equals(scheme));
        return known ? scheme : Path.of(scheme).toAbsolutePath().normalize().toString();
    }
}
