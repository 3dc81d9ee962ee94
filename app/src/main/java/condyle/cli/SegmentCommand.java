package condyle.cli;

import condyle.image.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the tissues of knees: the program's main job. */
@Command(
        name = "segment",
        description = {
            "Finds bone, cartilage and menisci in knee MRI and measures them.",
            "For each case, OUT/CASE/ holds tissues.nii.gz, volumes.csv, overview.png, report.html, provenance.yaml;"
                    + " OUT/cohort.csv sums up all. A finished case is passed over on a second run,"
                    + " unless program, model or options have changed.",
            "Cases are named after files and folders, never after what a header says of the patient.",
            "Exit code 1: a case failed, or what was found is not plausible as a knee."
        })
final class SegmentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Mixin
    private AssumedOptions assumed;

    @Parameters(
            paramLabel = "INPUT",
            arity = "1..*",
            description = "DICOM folders, volume files, or folders of these; case01.nii.gz gives OUT/case01.")
    private List<Path> inputs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            defaultValue = "condyle-results",
            description = "Folder for the results (default: condyle-results).")
    private Path output;

    @Option(
            names = "--side",
            paramLabel = "SIDE",
            defaultValue = "unknown",
            description = "left or right, to be compared with what the anatomy says.")
    private Side side;

    @Option(names = "--probabilities", description = "Also write the probability of each tissue.")
    private boolean probabilities;

    @Option(names = "--no-clean-up", description = "Keep pieces that anatomy does not allow, such as a second femur.")
    private boolean raw;

    @Option(names = "--anew", description = "Do finished cases anew instead of passing them over.")
    private boolean anew;

    @Override
    public Integer call() throws IOException {
        Segmentation.Settings settings = new Segmentation.Settings(
                output,
                assumed.given(),
                raw ? Segmentation.Clean.NONE : Segmentation.Clean.ANATOMY,
                side,
                probabilities ? Segmentation.Also.PROBABILITIES : Segmentation.Also.NOTHING,
                anew ? Segmentation.Finished.DO_ANEW : Segmentation.Finished.PASS_OVER);
        return new Segmentation(model.load(), settings, spec.commandLine()).run(inputs);
    }
}
