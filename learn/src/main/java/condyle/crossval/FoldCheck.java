package condyle.crossval;

import condyle.experiment.Certificate;
import condyle.experiment.Inputs;
import condyle.experiment.Origin;
import condyle.experiment.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the folders of a cross-validation's folds against their certificates and that of the whole. */
record FoldCheck(CrossRun cross, Certificate certificate, Findings findings) {
    void part(CrossRun.Part part) throws IOException {
        FoldRun fold = cross.part(part, cross.seed());
        Path place = fold.run().folder();
        if (!Files.exists(fold.run().model())) {
            throw new IOException(place + ": fold missing: no trained model; run 'condyle crossval' with --fold "
                    + part.fold() + ", or --merge the folder that has it");
        }
        Certificate own = Certificate.read(fold.run().certificate());
        TrainingCheck check = new TrainingCheck(own, findings);
        findings.look(() -> check.settings(fold.run()));
        findings.look(() -> check.model(fold.run()));
        check.leaks(place);
        certificate.changes(own.knees()).forEach(c -> findings.add(place + ": trained on other files: " + c));
        if (!own.fold(part.fold()).equals(certificate.fold(part.fold()))) {
            findings.add(place + ": trained on another division than the certificate of " + cross.folder() + " has");
        }
        List<Certificate.Made> made = certificate.models().stream()
                .filter(m -> m.fold() == part.fold() && m.seed() == part.seed())
                .toList();
        if (!own.origin().equals(certificate.origin())) {
            findings.add(place + ": began from " + Origin.words(own.origin()) + ", by the certificate of "
                    + cross.folder() + " from " + Origin.words(certificate.origin()));
        }
        if (!made.equals(own.models())) {
            findings.add(place + ": not the model that the certificate of " + cross.folder() + " has for fold "
                    + part.fold() + ", seed " + part.seed());
        }
        findings.look(() -> onePretraining(fold.run()));
        tested(fold, certificate.fold(part.fold()).map(Certificate.Sides::test).orElse(List.of()));
        findings.look(() -> listed(fold, check));
    }

    /** The labels, scores and confusions of the test; what they cost depends on the clock, but must be known. */
    private void listed(FoldRun fold, TrainingCheck check) throws IOException {
        Path place = fold.run().folder();
        if (!Files.exists(fold.costs())) {
            findings.add(fold.costs() + ": missing");
        }
        if (!fold.listed() && check.certificate().files().isPresent()) {
            findings.add(
                    place + ": not finished: its certificate does not list its scores; run 'condyle crossval' again");
        }
        check.files(place);
    }

    /** All folds that are trained began from the same pretrained weights, wherever these lay. */
    private void onePretraining(Run run) throws IOException {
        for (CrossRun.Part part : CrossRun.parts(certificate)) {
            Run first = cross.part(part, cross.seed()).run();
            if (Files.exists(first.model())) {
                if (!Inputs.pretrained(run).equals(Inputs.pretrained(first))) {
                    findings.add(run.folder() + ": began from other pretrained weights than " + first.folder());
                }
                return;
            }
        }
    }

    private void tested(FoldRun fold, List<String> test) throws IOException {
        Set<String> scored = new LinkedHashSet<>();
        fold.scored().rows().forEach(r -> scored.add(r.caseName()));
        Map<String, String> failures = fold.failures();
        for (String name : test) {
            if (!scored.contains(name)) {
                findings.add(fold.run().folder() + ": case " + name + " is not scored"
                        + (failures.containsKey(name) ? ": " + failures.get(name) : ""));
            } else if (!Files.exists(fold.tissues(name))) {
                findings.add(fold.tissues(name) + ": missing");
            }
        }
        scored.stream()
                .filter(name -> !test.contains(name))
                .forEach(name ->
                        findings.add(fold.scores() + ": case " + name + " is scored, but this fold does not test it"));
    }
}
