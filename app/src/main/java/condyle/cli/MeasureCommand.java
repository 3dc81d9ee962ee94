package condyle.cli;

import condyle.image.LabelMap;
import condyle.io.Csv;
import condyle.measure.Plausibility;
import condyle.measure.SideEstimate;
import condyle.measure.TissueVolumes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the tissues of label maps. */
@Command(name = "measure", description = "Measures the tissues of label maps: volumes and the knee's side.")
final class MeasureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "LABELS", arity = "1..*", description = "Label maps, or folders of them.")
    private List<Path> inputs;

    @Mixin
    private SchemeOption scheme;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.csv",
            description = "Write the volumes of all cases here.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        Batch batch = new Batch(spec.commandLine().getErr());
        List<List<String>> rows = new ArrayList<>();
        for (Pairs.Named input : Pairs.list(inputs)) {
            batch.run(input.name(), () -> measure(input, rows));
        }
        if (output != null) {
            List<String> columns = new ArrayList<>(List.of("case"));
            columns.addAll(TissueVolumes.COLUMNS);
            Csv.write(output, columns, rows);
        }
        return batch.end();
    }

    private void measure(Pairs.Named input, List<List<String>> rows) throws IOException {
        LabelMap map = scheme.read(input.path());
        List<List<String>> table = new ArrayList<>(List.of(List.of("tissue", "voxels", "cm³")));
        for (TissueVolumes.Row r : TissueVolumes.of(map).rows()) {
            table.add(List.of(
                    r.tissue(),
                    String.format(Locale.ROOT, "%,d", r.voxels()),
                    String.format(Locale.ROOT, "%.2f", r.volume() / 1000)));
            rows.add(List.of(input.name(), r.tissue(), r.label(), Long.toString(r.voxels()), Csv.number(r.volume())));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(input.name() + ", " + map.geometry() + ", side: " + SideEstimate.of(map));
        out.print(TextTable.of(table).indent(2));
        Plausibility.check(map).forEach(w -> out.println("  not plausible: " + w));
        out.flush();
    }
}
