package condyle.cli;

import condyle.experiment.Formats;
import condyle.experiment.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists models: tissues, training data, measured accuracy, SHA-256. */
@Command(
        name = "models",
        description = "Lists models: tissues, training data, measured accuracy, SHA-256 of the weights.")
final class ModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..*",
            description = "Names or folders; all that ship with the program without any.")
    private List<String> models = List.of();

    @Override
    public Integer call() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String model : models) {
            folders.addAll(ModelFolders.all(
                    model, line -> Failures.note(spec.commandLine().getErr(), line)));
        }
        if (models.isEmpty()) {
            folders.addAll(ModelFolders.all());
        }
        if (folders.isEmpty()) {
            throw new IOException(ModelFolders.home() + ": no models here");
        }
        for (Path folder : folders) {
            print(folder);
        }
        return 0;
    }

    private void print(Path folder) throws IOException {
        Model model = Formats.model(folder.resolve("model.yaml"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(model.name() + "  " + folder);
        out.println("  tissues   " + String.join(", ", model.classes()));
        model.training().forEach(t -> out.println("  training  " + t));
        out.println("  SHA-256   " + model.weights());
        if (model.accuracy().isEmpty()) {
            out.println("  accuracy  not measured");
        } else {
            List<List<String>> table =
                    new ArrayList<>(List.of(List.of("accuracy on", "tissue", "cases", "Dice", "ASSD mm")));
            for (Model.Accuracy a : model.accuracy()) {
                table.add(List.of(
                        a.data(),
                        a.tissue(),
                        a.cases().toString(),
                        number("%.3f", a.dice()),
                        number("%.2f", a.assd())));
            }
            out.print(TextTable.of(table).indent(2));
        }
        out.flush();
    }

    private static String number(String form, Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, form, value);
    }
}
