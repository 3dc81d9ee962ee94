package condyle.cli;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.io.Volumes;
import condyle.io.WholeFile;
import condyle.metric.ConfusionMatrix;
import condyle.metric.Confusions;
import condyle.metric.Scores;
import condyle.report.Caption;
import condyle.report.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares label maps with references. */
@Command(
        name = "evaluate",
        description = {
            "Compares label maps with references: Dice, IoU, volume, distances, thickness for each tissue and group.",
            "Folders are paired by file name; case01.nii.gz also meets case01/tissues.nii.gz as segment writes it."
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--prediction", required = true, paramLabel = "P", description = "Label map, or folder of them.")
    private Path prediction;

    @Option(names = "--reference", required = true, paramLabel = "R", description = "Label map, or folder of them.")
    private Path reference;

    @Option(
            names = "--prediction-labels",
            paramLabel = "SCHEME",
            converter = Schemes.class,
            defaultValue = "condyle",
            description = "What the prediction's numbers mean: condyle, zib, pymskt, iwoai, binary, or a YAML file"
                    + " (default: condyle).")
    private LabelSet predictionLabels;

    @Option(
            names = "--reference-labels",
            paramLabel = "SCHEME",
            converter = Schemes.class,
            defaultValue = "condyle",
            description = "What the reference's numbers mean (default: condyle).")
    private LabelSet referenceLabels;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Folder for scores.csv (one row a case and tissue), scores.txt (the table), confusion.csv.")
    private Path output;

    private Scores scores = new Scores(List.of());
    private Confusions confusions = new Confusions(Map.of());

    @Override
    public Integer call() throws IOException {
        Pairs.Matched matched = Pairs.match(prediction, reference);
        PrintWriter err = spec.commandLine().getErr();
        Batch batch = compare(matched.pairs());
        for (String name : matched.withoutPrediction()) {
            batch.run(name, () -> {
                throw new IOException(name + ": no prediction for this reference in " + prediction);
            });
        }
        if (!matched.withoutReference().isEmpty()) {
            Failures.note(err, "passed over, having no reference: " + String.join(", ", matched.withoutReference()));
        }
        tell(matched.pairs().size()
                - (int) matched.pairs().stream()
                        .filter(p -> batch.bad().containsKey(p.name()))
                        .count());
        return batch.end();
    }

    private Batch compare(List<Pairs.Pair> pairs) {
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = Progress.of("evaluate", err)) {
            Batch batch = new Batch(err, progress::close);
            int done = 0;
            for (Pairs.Pair pair : pairs) {
                progress.at((double) done++ / pairs.size(), pair.name());
                batch.run(pair.name(), () -> compare(pair));
            }
            return batch;
        }
    }

    private void compare(Pairs.Pair pair) throws IOException {
        try {
            LabelMap predicted = Volumes.readLabels(pair.prediction(), predictionLabels);
            LabelMap real = Volumes.readLabels(pair.reference(), referenceLabels);
            scores = scores.plus(Scores.of(pair.name(), predicted, real));
            confusions = confusions.plus(new Confusions(Map.of(pair.name(), ConfusionMatrix.of(predicted, real))));
        } catch (IllegalArgumentException e) {
            throw new IOException(pair.name() + ": " + e.getMessage(), e);
        }
    }

    private void tell(int cases) throws IOException {
        if (scores.rows().isEmpty()) {
            return;
        }
        String table = scores.table();
        PrintWriter out = spec.commandLine().getOut();
        out.println(cases + (cases == 1 ? " case" : " cases"));
        out.print(table);
        out.flush();
        if (output != null) {
            scores.write(output.resolve("scores.csv"));
            confusions.write(output.resolve(Confusions.FILE));
            String text = cases + (cases == 1 ? " case\n" : " cases\n") + table + "\n" + Caption.USE + "\n";
            WholeFile.write(output.resolve("scores.txt"), text);
        }
    }
}
