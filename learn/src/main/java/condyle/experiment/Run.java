package condyle.experiment;

import condyle.io.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folder of a training: experiment.yaml, provenance.yaml, log.csv, checkpoints, and at the end a model;
 * docs/reference/run-folder.md lists its files. */
public record Run(Path folder) {
    public Path experiment() {
        return folder.resolve("experiment.yaml");
    }

    public Path provenance() {
        return folder.resolve("provenance.yaml");
    }

    public Path log() {
        return folder.resolve("log.csv");
    }

    /** Fits of codes to knees of validation, where a function of place is trained that has codes. */
    public Path fits() {
        return folder.resolve("fits.csv");
    }

    public Path model() {
        return folder.resolve("model.yaml");
    }

    public Path weights() {
        return folder.resolve("weights.safetensors");
    }

    /** Who was on which side; only of a training on cases. */
    public Path certificate() {
        return folder.resolve("leakage.json");
    }

    /** Where a stage's training goes on after a stop. */
    public Path checkpoint(String stage) {
        return folder.resolve("checkpoint-" + stage + ".safetensors");
    }

    /** Writes settings as YAML, whole or not at all. */
    public void write(Path file, Record settings) throws IOException {
        WholeFile.write(file, Formats.YAML.print(settings));
    }

    /** Whether a training began here. */
    public boolean begun() {
        return Files.exists(experiment());
    }
}
