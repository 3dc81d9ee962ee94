package condyle.cli;

import condyle.image.Geometry;
import condyle.image.Interpolation;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Resample;
import condyle.image.Volume;
import condyle.io.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts a volume to NIfTI, joins echoes, resamples to another grid. */
@Command(
        name = "convert",
        description = {
            "Converts a volume to NIfTI, joins several echoes, resamples to another grid.",
            "Example: condyle convert echo1/ echo2/ dess.nii.gz --combine rss"
        })
final class ConvertCommand implements Callable<Integer> {
    /** How several images become one. */
    enum Combine {
        /** Root of the sum of squares. */
        RSS
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "IN… OUT",
            arity = "1",
            description = "Volume files or DICOM folders, and last the NIfTI file to write.")
    private List<Path> paths;

    @Option(
            names = "--combine",
            paramLabel = "rss",
            description = "Join several inputs: rss, root of the sum of squares.")
    private Combine combine;

    @Option(names = "--like", paramLabel = "REFERENCE", description = "Resample to the grid of this volume.")
    private Path like;

    @Option(
            names = "--labels",
            paramLabel = "SCHEME",
            converter = Schemes.class,
            description = "The input is a label map of this scheme: nothing is interpolated.")
    private LabelSet labels;

    @Mixin
    private AssumedOptions assumed;

    @Override
    public Integer call() throws IOException {
        if (paths.size() < 2) {
            throw new ParameterException(
                    spec.commandLine(), "one path given, expected at least an input and an output");
        }
        List<Path> inputs = paths.subList(0, paths.size() - 1);
        Path output = paths.get(paths.size() - 1);
        if (inputs.size() > 1 && combine == null) {
            throw new ParameterException(
                    spec.commandLine(), inputs.size() + " inputs and one output: say how to join them, --combine rss");
        }
        if (combine != null && labels != null) {
            throw new ParameterException(spec.commandLine(), "--combine joins images, --labels says these are labels");
        }
        if (labels != null) {
            LabelMap map = Volumes.readLabels(inputs.get(0), labels, assumed.given());
            Volumes.write(like == null ? map : Resample.nearest(map, grid()), output);
        } else {
            Volume volume = read(inputs);
            Volumes.write(like == null ? volume : Resample.to(volume, grid(), Interpolation.LINEAR), output);
        }
        return 0;
    }

    private Geometry grid() throws IOException {
        return Volumes.info(like).geometry();
    }

    private Volume read(List<Path> inputs) throws IOException {
        Volume first = Volumes.read(inputs.get(0), assumed.given());
        if (inputs.size() == 1) {
            return first;
        }
        double[] sum = new double[first.data().length];
        add(sum, first);
        for (Path path : inputs.subList(1, inputs.size())) {
            Volume next = Volumes.read(path, assumed.given());
            first.geometry().requireSameGrid(inputs.get(0).toString(), path.toString(), next.geometry());
            add(sum, next);
        }
        float[] root = new float[sum.length];
        for (int i = 0; i < root.length; i++) {
            root[i] = (float) Math.sqrt(sum[i]);
        }
        return Volume.of(first.geometry(), root);
    }

    private static void add(double[] sum, Volume volume) {
        float[] v = volume.data();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (double) v[i] * v[i];
        }
    }
}
