package condyle.cli;

import condyle.crossval.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks runs against their certificates. */
@Command(
        name = "verify",
        description = {
            "Checks a run of 'crossval', or of 'train' on cases, or a model of 'fuse', against its certificate (leakage.json)"
                    + " and the files:",
            "no subject and no file on two sides; images, label maps, settings, splits and weights as they were; no fold",
            "missing. Says in one line each what is wrong. Exit code 0: nothing is; 1: something is."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Folders of runs.")
    private List<Path> runs;

    @Option(
            names = "--table",
            paramLabel = "CASES",
            description = "Where the table or folder of cases lies now (default: where the experiment says).")
    private Path table;

    @Option(
            names = "--fold",
            paramLabel = "N",
            split = ",",
            description =
                    "Check these folds of cross-validations only, such as 1 or 1,2, where the others are still to do.")
    private Set<Integer> folds = Set.of();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean well = true;
        for (Path run : runs) {
            List<String> findings = Verification.of(run, Optional.ofNullable(table), folds);
            findings.forEach(finding -> out.println("wrong: " + finding));
            out.println(run + ": "
                    + (findings.isEmpty()
                            ? "verified" + only() + ": nobody is on two sides, and all files are as they were"
                            : findings.size() + (findings.size() == 1 ? " thing is" : " things are") + " wrong"));
            out.flush();
            well &= findings.isEmpty();
        }
        return well ? 0 : Failures.FAILED;
    }

    private String only() {
        return folds.isEmpty()
                ? ""
                : (folds.size() == 1 ? " fold " : " folds ")
                        + folds.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
