package condyle.fusion;

import condyle.data.Case;
import condyle.data.Subjects;
import condyle.experiment.Certificate;
import condyle.experiment.Formats;
import condyle.experiment.Origin;
import condyle.experiment.Provenance;
import condyle.experiment.Run;
import condyle.io.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * leakage.json of a fused model: who each network was trained on, and on whom the fusion was fitted; nobody may be both.
 *
 * @param about what this is, for people
 * @param provenance SHA-256 of the provenance.yaml beside it
 * @param networks what the networks' own certificates say of the knees that they were trained on
 * @param fitted knees that the fusion was fitted on
 */
public record FusionCertificate(String about, String provenance, List<Network> networks, People fitted) {
    private static final String ABOUT =
            "who the networks were trained on and on whom the fusion was fitted, with the SHA-256 "
                    + "of every file; no subject and no file is on two sides; 'condyle verify' checks it again";

    /**
     * Knees, and whose they are.
     *
     * @param subjects how their subjects are given; of hashed ones only the files can be compared
     */
    public record People(Certificate.Naming subjects, List<Certificate.Knee> knees) {}

    /**
     * A network's training.
     *
     * @param member its folder within the model
     * @param subjects how the knees' subjects are given; of hashed ones only the files can be compared
     * @param trained knees that it was trained on; none where they were synthetic
     */
    public record Network(String member, Certificate.Naming subjects, List<Certificate.Knee> trained) {
        /**
         * What the certificate of a run says.
         *
         * @throws IOException if it was trained on cases and has no certificate
         */
        static Network of(String member, Run run) throws IOException {
            if (Files.exists(run.certificate())) {
                Certificate certificate = Certificate.read(run.certificate());
                Set<String> names = new LinkedHashSet<>();
                certificate.folds().forEach(sides -> names.addAll(sides.training()));
                List<Certificate.Knee> trained = new ArrayList<>(certificate.knees().stream()
                        .filter(k -> names.contains(k.name()))
                        .toList());
                // And before that, where it started from another model.
                Optional<Origin> origin = certificate.origin();
                if (origin.isPresent()) {
                    origin.get().requireCertified("fit on");
                    trained.addAll(origin.get().knees());
                }
                return new Network(member, certificate.subjects(), trained);
            }
            if (Formats.model(run.model()).sawAnnotated()) {
                throw new IOException(
                        run.folder() + ": was trained on annotated knees and has no certificate, so nobody can "
                                + "tell whether it has seen those to fit on: leakage.json is missing; copy the whole folder of the "
                                + "run, or train it anew");
            }
            return new Network(member, Certificate.Naming.NAMED, List.of());
        }
    }

    /** Of the networks of a model, and the knees to fit on. */
    static FusionCertificate of(List<Network> networks, FusionCases cases, Path provenance) throws IOException {
        return new FusionCertificate(ABOUT, Provenance.sha256(provenance), networks, cases.people());
    }

    /**
     * Fails if a knee to fit on was trained on.
     *
     * @throws IOException naming its line and the network
     */
    static void requireApart(List<Network> networks, FusionCases cases) throws IOException {
        for (int i = 0; i < cases.cases().size(); i++) {
            Case c = cases.cases().get(i);
            for (Network network : networks) {
                for (Certificate.Knee trained : network.trained) {
                    String same = same(network.subjects, trained, cases.knees().get(i));
                    if (!same.isEmpty()) {
                        throw new IOException(
                                cases.table().where(c) + ": its " + same + " is one that " + network.member
                                        + " was trained on (there case " + trained.name()
                                        + "); take knees of people that no network was trained on");
                    }
                }
            }
        }
    }

    /** Fails if a knee to score was trained on or fitted on. */
    void requireUnseen(FusionCases cases) throws IOException {
        requireApart(networks, cases);
        requireApart(List.of(new Network("the fusion", fitted.subjects, fitted.knees)), cases);
    }

    /** What two knees have in common that must not be, in a word; empty where there is nothing. */
    private static String same(Certificate.Naming naming, Certificate.Knee trained, Certificate.Knee knee) {
        if (naming == Certificate.Naming.NAMED
                && Subjects.bare(trained.subject()).equals(Subjects.bare(knee.subject()))) {
            return "subject '" + knee.subject() + "'";
        }
        if (trained.labels().equals(knee.labels())) {
            return "label map";
        }
        return trained.image().isPresent() && trained.image().equals(knee.image()) ? "scan" : "";
    }

    /** Whether a network was trained on an image of this SHA-256, or the fusion fitted on it. */
    public boolean learnt(String image) {
        Optional<String> sha = Optional.of(image);
        return fitted.knees.stream().anyMatch(k -> k.image().equals(sha))
                || networks.stream()
                        .flatMap(n -> n.trained.stream())
                        .anyMatch(k -> k.image().equals(sha));
    }

    /** Each knee that was trained and fitted on, a line each. */
    public List<String> leaks() {
        List<String> found = new ArrayList<>();
        for (Network network : networks) {
            for (Certificate.Knee trained : network.trained) {
                for (Certificate.Knee knee : fitted.knees) {
                    String same = same(network.subjects, trained, knee);
                    if (!same.isEmpty()) {
                        found.add("case " + knee.name() + ", on which the fusion was fitted: its " + same
                                + " is one that " + network.member + " was trained on: a leak");
                    }
                }
            }
        }
        return found;
    }

    /**
     * Each knee that the fusion was fitted on whose files are other ones now, a line each. Of hashed subjects the files alone
     * are looked for.
     *
     * @param now the knees of a table, with the names that the table gives them
     */
    public List<String> changes(List<Certificate.Knee> now) {
        Map<String, Certificate.Knee> byName = new HashMap<>();
        now.forEach(k -> byName.put(k.name(), k));
        List<String> changes = new ArrayList<>();
        for (Certificate.Knee knee : fitted.knees) {
            if (fitted.subjects == Certificate.Naming.HASHED) {
                if (now.stream().noneMatch(k -> k.files().equals(knee.files()))) {
                    changes.add("case " + knee.name() + ": its scan or label map is gone or has changed");
                }
                continue;
            }
            Certificate.Knee there = byName.get(knee.name());
            if (!knee.equals(there)) {
                changes.add("case " + knee.name()
                        + (there == null ? " is gone" : ": scan, label map or subject has changed"));
            }
        }
        return changes;
    }

    /** Writes it whole or not at all. */
    void write(Path file) throws IOException {
        WholeFile.write(file, Formats.YAML.json(this));
    }

    /**
     * Reads a certificate.
     *
     * @throws IOException if there is none
     */
    public static FusionCertificate read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file.toAbsolutePath().getParent() + ": no certificate: " + file.getFileName()
                    + " is missing; expected a model that 'condyle fuse --fit' wrote");
        }
        return Formats.YAML.read(file, FusionCertificate.class);
    }
}
