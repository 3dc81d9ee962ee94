package condyle.fusion;

import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.experiment.Run;
import condyle.experiment.Training;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.tensor.Engine;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knees of two bright blocks in noise, and small networks of slices trained on them. */
record SliceRuns(Path folder) {
    private static final String YAML = """
            name: NAME
            precision: fp32
            device: cpu
            threads: 1
            classes: [CLASSES]
            cases: {table: train.csv, labels: condyle, spacing: 3, validation: {subjects: [c]}}
            stages:
              - name: slices
                spacing: SPACING
                network: {type: unet, dimensions: 2, channels: [8, 8]}
                augmentation: {rotation: 5, scaling: 0, mirror: 0, cut: 0, blank: 0, tumble: TUMBLE}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: constant}
                  rate: 1e-2
                  epoch: 40
                  phases:
                    - {steps: 40, patch: PATCH, batch: 4, foreground: 0.7, loss: {type: dice+cross-entropy}}
                infer: {window: PATCH, overlap: 0.25}
            """;

    private record Kind(String name, String patch, String classes, String spacing, int tumble) {
        Kind(String name, String patch) {
            this(name, patch, "femur, tibia", "3", 0);
        }
    }

    /**
     * Trains runs of each plane, of all planes, and of what does not fit them.
     *
     * @param folder holds a folder for each run, the knees a to f, and the tables train.csv, fit.csv and test.csv
     */
    static SliceRuns in(Path folder) throws IOException {
        SliceRuns runs = new SliceRuns(folder);
        runs.train();
        return runs;
    }

    private void train() throws IOException {
        Engine.threads(1);
        for (String subject : List.of("a", "b", "c", "d", "e", "f")) {
            knee(subject);
        }
        table("train.csv", "a", "b", "c");
        table("fit.csv", "c", "d", "e");
        table("test.csv", "f");
        train(new Kind("sagittal", "[1, 16, 16]"));
        train(new Kind("coronal", "[16, 1, 16]"));
        train(new Kind("axial", "[16, 16, 1]"));
        train(new Kind("all", "[16, 16, 1]", "femur, tibia", "3", 1));
        train(new Kind("finer", "[16, 1, 16]", "femur, tibia", "2.5", 0));
        train(new Kind("others", "[16, 1, 16]", "tibia, femur", "3", 0));
        Files.writeString(
                folder.resolve("blocks.yaml"),
                yaml(new Kind("blocks", "[8, 8, 8]")).replace("dimensions: 2", "dimensions: 3"));
        train("blocks");
    }

    private void knee(String subject) throws IOException {
        SplittableRandom random = new SplittableRandom(subject.hashCode());
        Geometry grid = Geometry.of(new Size(20, 18, 16), Vec.of(3), new Vec(-30, -27, -24));
        Volume scan = Volume.of(grid);
        byte[] labels = new byte[grid.size().length()];
        // No two knees alike: one label map under two subjects is a leak.
        int dx = subject.charAt(0) % 4;
        int dz = subject.charAt(0) % 3;
        for (int z = 0, i = 0; z < 16; z++) {
            for (int y = 0; y < 18; y++) {
                for (int x = 0; x < 20; x++, i++) {
                    boolean across = x >= 4 + dx && x < 13 + dx && y >= 4 && y < 13;
                    labels[i] = (byte) (across && z >= 8 + dz && z < 13 ? 1 : across && z >= 2 && z < 6 + dz ? 2 : 0);
                    scan.data()[i] = labels[i] + (float) (0.6 * random.nextGaussian());
                }
            }
        }
        Files.createDirectories(folder);
        Volumes.write(scan, folder.resolve(subject + ".nii.gz"));
        Volumes.write(LabelMap.of(grid, labels, LabelSet.CONDYLE), folder.resolve(subject + "-labels.nii.gz"));
    }

    void table(String name, String... subjects) throws IOException {
        Files.writeString(
                folder.resolve(name),
                Stream.of(subjects)
                        .map(s -> s + ",,," + s + ".nii.gz," + s + "-labels.nii.gz\n")
                        .collect(Collectors.joining("", "subject,side,visit,image,labels\n", "")));
    }

    private static String yaml(Kind kind) {
        return YAML.replace("NAME", kind.name)
                .replace("CLASSES", kind.classes)
                .replace("SPACING", kind.spacing)
                .replace("TUMBLE", Integer.toString(kind.tumble))
                .replace("PATCH", kind.patch);
    }

    private void train(Kind kind) throws IOException {
        Files.writeString(folder.resolve(kind.name + ".yaml"), yaml(kind));
        train(kind.name);
    }

    private void train(String name) throws IOException {
        Experiment experiment = Formats.experiment(folder.resolve(name + ".yaml"), List.of());
        new Training(experiment, new Run(folder.resolve(name)), TrainObserver.NONE, () -> false)
                .run(Training.Existing.REFUSE, null);
    }
}
