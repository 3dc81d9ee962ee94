package condyle.crossval;

import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.io.Csv;
import condyle.io.Volumes;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Scanner;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Four subjects, ann with two visits and bob without a scan, and an experiment on them far too small to be any good. */
public record SmallCohort(Path folder) {
    private static final String YAML = """
            name: small
            seed: 3
            precision: fp32
            device: cpu
            classes: [femur, tibia, cartilage]
            cases: {table: TABLE, labels: condyle, spacing: 5, contexts: 1, render: {surroundings: 1}}
            stages:
              - name: only
                spacing: 6
                network: {type: unet, channels: [4, 8]}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: cosine, warmup: 1}
                  epoch: 2
                  phases: [{steps: 4, patch: [16, 16, 16], loss: {type: dice+cross-entropy}}]
                infer: {window: [16, 16, 16]}
            """;

    /** Writes cases.csv and what it names; the same bytes each time. */
    public Path cases(String name) throws IOException {
        Path data = folder.resolve(name);
        List<List<String>> rows = new ArrayList<>();
        for (String subject : List.of("ann", "ann", "bob", "cleo", "dan")) {
            String visit = subject.equals("ann") ? Integer.toString(rows.size() + 1) : "";
            Knee knee = Knee.of(subject.hashCode()).visit(visit.equals("2") ? 2 : 1);
            Geometry grid = knee.grid(6);
            LabelMap labels = knee.materials(grid).labels();
            Volumes.write(labels, data.resolve(subject + visit + "-labels.nii"));
            SplittableRandom random = new SplittableRandom(rows.size());
            Volumes.write(
                    Scanner.dess(random).image(knee.materials(grid), Contrast.dess(random), rows.size()),
                    data.resolve(subject + visit + ".nii"));
            rows.add(List.of(
                    subject,
                    knee.side().toString(),
                    visit,
                    subject.equals("bob") ? "" : subject + visit + ".nii",
                    subject + visit + "-labels.nii"));
        }
        Csv.write(data.resolve("cases.csv"), List.of("subject", "side", "visit", "image", "labels"), rows);
        return data;
    }

    /** The experiment on the cases of that name, with some of its text replaced, old and new in turn. */
    public Experiment experiment(String data, String... replaced) throws IOException {
        String text = YAML.replace("TABLE", data + "/cases.csv");
        for (int i = 0; i < replaced.length; i += 2) {
            text = text.replace(replaced[i], replaced[i + 1]);
        }
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, text);
        return Formats.experiment(file, List.of());
    }

    /** Two folds of the experiment's own seed; what an observer is told is added to a list. */
    static CrossValidation cross(Experiment experiment, Path out, BooleanSupplier stop, List<String> told) {
        return new CrossValidation(
                new CrossValidation.Plan(experiment, 2, List.of(experiment.seed())),
                new CrossRun(out),
                new Listener(told),
                stop);
    }

    /** Runs to the end. */
    static boolean run(Experiment experiment, Path out, List<Integer> folds) throws IOException {
        return cross(experiment, out, () -> false, new ArrayList<>()).run(folds);
    }

    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path p : all.sorted().toList()) {
                Files.copy(p, to.resolve(from.relativize(p).toString()));
            }
        }
    }

    /** Takes down what it is told. */
    record Listener(List<String> told) implements CrossValidation.Observer {
        @Override
        public TrainObserver begin(CrossRun.Part part, int position, int total) {
            told.add("fold " + part.fold() + ", " + position + " of " + total);
            return new TrainObserver() {
                @Override
                public void note(String line) {
                    told.add(line);
                }
            };
        }

        @Override
        public void done(CrossRun.Part part, int failed) {
            told.add("done, " + failed + " failed");
        }

        @Override
        public void failed(CrossRun.Part part, Throwable why) {
            told.add("failed: " + why.getMessage());
        }

        @Override
        public void taken(CrossRun.Part part) {
            told.add("taken");
        }
    }
}
