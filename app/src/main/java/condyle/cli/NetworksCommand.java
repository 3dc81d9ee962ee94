package condyle.cli;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.net.Networks;
import condyle.net.Outline;
import condyle.net.Task;
import condyle.report.Progress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists networks: dimensions, parameters, operations, receptive field, paper. */
@Command(
        name = "networks",
        description = {
            "Lists the networks that an experiment may name, with their default settings.",
            "Operations are counted for one image of one channel; a multiplication and an addition are two. A logit sees as many "
                    + "voxels along an axis; norms over whole images are left aside."
        })
final class NetworksCommand implements Callable<Integer> {
    private static final Size PLANE = new Size(288, 288, 1);
    private static final Size BLOCK = new Size(96, 96, 96);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NETWORK", arity = "0..*", description = "Names; all without any.")
    private List<String> names = List.of();

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "Classes with the background; ${DEFAULT-VALUE} by default.")
    private int classes = 10;

    @Override
    public Integer call() {
        if (classes < 2) {
            throw new ParameterException(
                    spec.commandLine(), "--classes " + classes + ": expected at least 2, the background among them");
        }
        for (String name : names) {
            if (!Networks.ALL.names().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "unknown network '" + name + "'; known: " + String.join(", ", Networks.ALL.names()));
            }
        }
        Collection<String> chosen = names.isEmpty() ? Networks.ALL.names() : names;
        List<List<String>> table =
                new ArrayList<>(List.of(List.of("network", "axes", "parameters", "patch", "GFLOP", "sees")));
        List<String> papers = new ArrayList<>(List.of("paper"));
        try (Progress progress = Progress.of("networks", spec.commandLine().getErr())) {
            for (String name : chosen) {
                progress.at((papers.size() - 1.0) / chosen.size(), name);
                papers.add(add(name, table));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        String[] lines = TextTable.of(table).split("\n");
        for (int i = 0; i < lines.length; i++) {
            out.println((lines[i] + "  " + papers.get(i)).stripTrailing());
        }
        out.flush();
        return 0;
    }

    /** Adds a network's line; gives its paper. */
    private String add(String name, List<List<String>> table) {
        Choice choice = new Choice(name, Networks.ALL.defaults(name));
        Task task = new Task(1, classes, 0);
        boolean flat = Outline.dimensions(choice, task) == 2;
        Size patch = Outline.patch(choice, task, flat ? PLANE : BLOCK);
        Outline outline = Outline.of(choice, task, patch);
        OptionalInt reach = Outline.reach(choice);
        table.add(List.of(
                name,
                Integer.toString(outline.dimensions()),
                String.format(Locale.ROOT, "%,d", outline.parameters()),
                flat ? patch.x() + "×" + patch.y() : patch.toString(),
                String.format(Locale.ROOT, "%,.1f", 2e-9 * outline.multiplications()),
                reach.isPresent() ? Integer.toString(reach.getAsInt()) : "all"));
        return outline.paper();
    }
}
