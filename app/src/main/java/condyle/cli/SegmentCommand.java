package condyle.cli;

import condyle.image.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--surfaces",
            description = "Also write a smooth surface of each tissue, between voxels, where the model draws it (PLY).")
    private boolean surfaces;

    @Option(
            names = "--grid",
            paramLabel = "MM",
            description = {
                "Spacing at which tissues are written (default: the image's own voxels).",
                "A model that is a function of place is asked at each of these places."
            })
    private Double grid;

    @Option(
            names = "--hold-out-slices",
            paramLabel = "N",
            description = "Show the model every N-th slice alone; the slices between come from what it makes of these.")
    private Integer every;

    @Option(
            names = "--reference",
            paramLabel = "LABELS",
            description = {
                "With --hold-out-slices: true labels of the image, or a folder with files of the images' names.",
                "Scores the held-out slices, beside shape-based interpolation, in held-out.csv."
            })
    private Path reference;

    @Mixin
    private SchemeOption scheme;

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
                also(),
                anew ? Segmentation.Finished.DO_ANEW : Segmentation.Finished.PASS_OVER,
                places());
        return new Segmentation(model.load(), settings, spec.commandLine()).run(inputs);
    }

    private Set<Segmentation.Also> also() {
        Set<Segmentation.Also> also = EnumSet.noneOf(Segmentation.Also.class);
        if (probabilities) {
            also.add(Segmentation.Also.PROBABILITIES);
        }
        if (surfaces) {
            also.add(Segmentation.Also.SURFACES);
        }
        return also;
    }

    private Segmentation.Places places() {
        if (grid != null && !(grid >= 0.05 && grid <= 10)) {
            throw wrong("--grid: " + grid + " is out of range, expected 0.05–10 mm");
        }
        if (every != null && grid != null) {
            throw wrong("--hold-out-slices and --grid exclude each other: held-out slices are the image's own");
        }
        if (every != null && every < 2) {
            throw wrong("--hold-out-slices: " + every + " is out of range, expected at least 2");
        }
        if (every == null && reference != null) {
            throw wrong("--reference: nothing is scored without --hold-out-slices; compare whole results with "
                    + "'condyle evaluate'");
        }
        return new Segmentation.Places(
                Optional.ofNullable(grid),
                Optional.ofNullable(every)
                        .map(n -> new HeldOutSlices(n, Optional.ofNullable(reference), scheme.labels())));
    }

    private ParameterException wrong(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
