package condyle.crossval;

import condyle.experiment.Certificate;
import condyle.experiment.Experiment;
import condyle.experiment.FileSums;
import condyle.experiment.Formats;
import condyle.experiment.Inputs;
import condyle.experiment.Origin;
import condyle.experiment.Provenance;
import condyle.experiment.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Checks the folder of one training against its certificate, or what a cross-validation has in common with one. */
record TrainingCheck(Certificate certificate, Findings findings) {
    /** The experiment, whose file must be the one of the certificate. */
    Experiment settings(Run run) throws IOException {
        String now = Provenance.sha256(run.experiment());
        if (!now.equals(certificate.experiment())) {
            findings.add(run.experiment() + ": edited since the certificate: "
                    + Certificate.hashes(certificate.experiment(), now));
        }
        return Formats.experiment(run.experiment(), List.of());
    }

    void leaks(Path where) {
        certificate.leaks().forEach(leak -> findings.add(where + ": " + leak));
    }

    /** All that the training and its test wrote is as the certificate lists it. */
    void files(Path folder) throws IOException {
        Map<String, String> listed = certificate.files().orElse(Map.of());
        if (listed.isEmpty()) {
            throw new IOException(
                    folder + ": finished by an earlier version: its certificate does not list model.yaml, "
                            + "provenance.yaml, scores and labels, so nobody can tell whether they are as they were; the same "
                            + "command run again lists them as they are now");
        }
        FileSums.changes(folder, listed).forEach(findings::add);
    }

    /** The weights, and what speaks of them. */
    void model(Run run) throws IOException {
        if (!Files.exists(run.model()) || certificate.models().isEmpty()) {
            throw new IOException(run.folder() + ": no trained model; go on with the training");
        }
        String certified = certificate.models().get(0).weights();
        String now = Provenance.sha256(run.weights());
        if (!now.equals(certified)) {
            findings.add(run.weights() + ": changed since the certificate: " + Certificate.hashes(certified, now));
        }
        String expected = Formats.model(run.model()).weights();
        if (!expected.equals(certified)) {
            findings.add(run.model() + ": of other weights than the certificate: "
                    + Certificate.hashes(certified, expected));
        }
        Provenance provenance = Formats.YAML.read(run.provenance(), Provenance.class);
        String start = provenance.inputs().getOrDefault(Inputs.FROM, "none");
        String told = certificate.origin().map(Origin::weights).orElse("none");
        if (!start.equals(told)) {
            findings.add(
                    run.provenance() + ": of another start than the certificate: " + Certificate.hashes(told, start));
        }
        if (!certificate
                .experiment()
                .equals(provenance.inputs().get(run.experiment().getFileName().toString()))) {
            findings.add(run.provenance() + ": of another experiment.yaml than the certificate");
        }
    }
}
