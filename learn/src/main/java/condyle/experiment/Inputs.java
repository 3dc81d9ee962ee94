package condyle.experiment;

import condyle.train.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** What goes into a run: taken down in its folder when it begins, compared when it goes on. */
public final class Inputs {
    private static final String EXPERIMENT = "experiment.yaml";
    /** Provenance's name for the weights that a fine-tuning starts from. */
    public static final String FROM = "from weights.safetensors";

    private static final String PRETRAINED = " pretrained";

    private final Experiment experiment;
    private final Run run;

    Inputs(Experiment experiment, Run run) {
        this.experiment = experiment;
        this.run = run;
    }

    /** Checks that the run's folder is free, or holds a training of the same experiment that may go on. */
    void requireFree(Training.Existing existing) throws IOException {
        if (run.begun() && existing == Training.Existing.REFUSE) {
            throw new IOException(run.folder() + ": a training began here; continue it with --resume, or choose "
                    + "another folder with -o");
        }
        if (run.begun()) {
            Experiment before = Formats.experiment(run.experiment(), List.of());
            if (!before.equals(experiment)) {
                throw new IOException(run.experiment() + ": differs from the experiment given; resume with the same "
                        + "settings, or choose another folder with -o");
            }
        }
    }

    /**
     * Fingerprints of everything that goes in, by name.
     *
     * @param annotated may be null
     * @param from the model that it starts from, or null
     * @throws IOException if the training that began here did so from other data
     */
    Map<String, String> look(CaseKnees annotated, Path from) throws IOException {
        Map<String, String> inputs = new LinkedHashMap<>();
        if (annotated != null) {
            inputs.putAll(annotated.roster().inputs());
        }
        if (from != null) {
            inputs.put(FROM, Provenance.sha256(new Run(from).weights()));
        }
        for (Stage stage : experiment.stages()) {
            if (stage.pretrained().isPresent()) {
                inputs.put(
                        "stage " + stage.name() + PRETRAINED,
                        Provenance.sha256(Path.of(stage.pretrained().get().file())));
            }
        }
        if (Files.exists(run.provenance())) {
            requireSame(Formats.YAML.read(run.provenance(), Provenance.class).inputs(), inputs);
        }
        return inputs;
    }

    /** Writes experiment.yaml and provenance.yaml: from here on a training has begun. */
    void takeDown(Map<String, String> looked, Compute compute) throws IOException {
        Map<String, String> inputs = new LinkedHashMap<>(looked);
        Files.createDirectories(run.folder());
        run.write(run.experiment(), experiment);
        inputs.put(EXPERIMENT, Provenance.sha256(run.experiment()));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("device", compute.device().name().toLowerCase(Locale.ROOT));
        settings.put("precision", compute.precision().name().toLowerCase(Locale.ROOT));
        settings.put("seed", Long.toString(experiment.seed()));
        run.write(run.provenance(), Provenance.of(settings, inputs));
    }

    /** SHA-256 of the pretrained weights that a training began from, by stage. */
    public static Map<String, String> pretrained(Run run) throws IOException {
        Map<String, String> all = new TreeMap<>(
                Formats.YAML.read(run.provenance(), Provenance.class).inputs());
        all.keySet().removeIf(name -> !name.endsWith(PRETRAINED));
        return all;
    }

    /** A training that goes on must see the data that it began with. */
    private void requireSame(Map<String, String> before, Map<String, String> now) throws IOException {
        SortedSet<String> changed = Provenance.different(before, now);
        changed.remove(EXPERIMENT);
        if (!changed.isEmpty()) {
            String name = changed.first();
            throw new IOException(run.folder() + ": " + name + " is not what this training began with: "
                    + Certificate.hashes(before.getOrDefault(name, "none"), now.getOrDefault(name, "none"))
                    + "; resume with the same data and --from, or choose another folder with -o");
        }
    }
}
