package condyle.cli;

import condyle.data.ClassMap;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Tissue;
import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.report.Caption;
import condyle.report.Png;
import condyle.report.TargetSheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the soft targets that losses make of a label map. */
@Command(
        name = "targets",
        description = {
            "Draws the maps that losses and second heads make of a label map: distance penalties, signed distances, SAUNA labels.",
            "Writes DIR/targets.png, with the mask, a map for each tissue and the maps combined, DIR/TISSUE.nii.gz and "
                    + "DIR/combined.nii.gz."
        })
final class TargetsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "LABELS", description = "Label map.")
    private Path input;

    @Mixin
    private SchemeOption scheme;

    @Option(
            names = "--tissue",
            paramLabel = "NAME",
            description = {
                "A compartment: a tissue or group; may be given several times",
                "(default: every tissue there is). 001 has femur, tibia, patella."
            })
    private List<String> tissues = new ArrayList<>();

    @Mixin
    private TargetOptions maps;

    @Option(
            names = "--slice",
            paramLabel = "N",
            defaultValue = "0",
            description = "Sagittal slice of the picture, from 1 (default: through the knee's middle).")
    private int slice;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        List<String> wanted = scheme.chosen(tissues, spec);
        requireApart(wanted);
        maps.check(this::usage);
        LabelMap map = scheme.read(input);
        if (slice < 0 || slice > TargetSheet.slices(map)) {
            throw usage("--slice " + slice + ": expected 1 to " + TargetSheet.slices(map) + ", or 0 for the middle");
        }
        List<String> names = present(map, wanted);
        LabelMap mask = mask(map, names);
        List<TargetSheet.Named> drawn = maps.draw(mask);
        for (TargetSheet.Named named : drawn) {
            Volumes.write(named.map(), output.resolve(named.name().replace(' ', '-') + ".nii.gz"));
        }
        Caption caption = new Caption(Volumes.caseName(input), maps.words() + " · " + map.geometry(), "", "");
        Png.of(TargetSheet.draw(mask, drawn, maps.range(), new TargetSheet.Where(slice, caption)))
                .write(output.resolve("targets.png"));
        table(drawn, mask);
        return 0;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The compartments of which there is a voxel. */
    private List<String> present(LabelMap map, List<String> wanted) throws IOException {
        long[] counts = map.counts();
        List<String> there = wanted.stream()
                .filter(n -> scheme.labels().numbers(n).orElseThrow().stream().anyMatch(k -> counts[k] > 0))
                .toList();
        if (there.isEmpty()) {
            throw new IOException(input + ": no voxel of " + String.join(", ", wanted) + "; nothing to draw maps of");
        }
        return there;
    }

    /** A map of its own for each compartment: they share no voxel, as the classes of an experiment. */
    private void requireApart(List<String> wanted) {
        try {
            ClassMap.of(scheme.labels(), wanted);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage().replaceFirst("^classes", "--tissue"));
        }
    }

    /** The compartments numbered from 1. */
    private LabelMap mask(LabelMap map, List<String> names) {
        byte[] numbers = new byte[256];
        List<Tissue> compartments = new ArrayList<>();
        for (String name : names) {
            BitSet of = scheme.labels().numbers(name).orElseThrow();
            int number = compartments.size() + 1;
            int first = of.nextSetBit(0);
            compartments.add(new Tissue(
                    number,
                    name,
                    scheme.labels().tissue(first).map(Tissue::color).orElse(0xFFFFFF)));
            of.stream().forEach(k -> numbers[k] = (byte) number);
        }
        byte[] data = map.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = numbers[data[i] & 0xff];
        }
        return LabelMap.of(map.geometry(), data, new LabelSet(scheme.labels().name(), compartments));
    }

    private void table(List<TargetSheet.Named> drawn, LabelMap mask) {
        List<List<String>> table = new ArrayList<>(List.of(List.of("map", "least", "mean", "most", "voxels")));
        long[] counts = mask.counts();
        for (int k = 0; k < drawn.size(); k++) {
            Volume map = drawn.get(k).map();
            double sum = 0;
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (float v : map.data()) {
                sum += v;
                least = Math.min(least, v);
                most = Math.max(most, v);
            }
            boolean all = k == drawn.size() - 1;
            long voxels = all ? Arrays.stream(counts).skip(1).sum() : counts[k + 1];
            table.add(List.of(
                    drawn.get(k).name(),
                    number(least),
                    number(sum / map.data().length),
                    number(most),
                    String.format(Locale.ROOT, "%,d", voxels)));
        }
        spec.commandLine().getOut().print(TextTable.of(table));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
