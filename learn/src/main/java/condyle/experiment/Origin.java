package condyle.experiment;

import condyle.data.Case;
import condyle.data.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The weights that a training starts from, and the annotated knees that they have seen, those of their own origin included.
 *
 * @param model its name
 * @param weights SHA-256 of weights.safetensors
 * @param subjects how the knees' subjects are given; hashes of other tables cannot be compared, files always can
 * @param certified whether certificates say so; false of weights that saw annotated knees nobody knows which
 * @param knees trained or validated on; none where all were synthetic
 */
public record Origin(
        String model, String weights, Certificate.Naming subjects, boolean certified, List<Certificate.Knee> knees) {
    public Origin {
        knees = List.copyOf(knees);
    }

    /** What the folder of a model says. */
    public static Origin of(Path folder) throws IOException {
        Run run = new Run(folder);
        Model model = ModelFiles.read(folder);
        if (Files.exists(run.certificate())) {
            Certificate certificate = Certificate.read(run.certificate());
            boolean certified = certificate.origin().map(Origin::certified).orElse(true);
            return new Origin(model.name(), model.weights(), certificate.subjects(), certified, seen(certificate));
        }
        return new Origin(model.name(), model.weights(), Certificate.Naming.NAMED, !model.sawAnnotated(), List.of());
    }

    private static List<Certificate.Knee> seen(Certificate certificate) {
        Set<String> names = new HashSet<>();
        certificate.folds().forEach(sides -> {
            names.addAll(sides.training());
            names.addAll(sides.validation());
        });
        List<Certificate.Knee> knees = new ArrayList<>(certificate.knees().stream()
                .filter(k -> names.contains(k.name()))
                .toList());
        certificate.origin().ifPresent(before -> knees.addAll(before.knees));
        return knees;
    }

    /** What of a knee the weights have seen, such as {@code its label map}; empty where nothing. */
    public Optional<String> met(Certificate.Naming naming, Certificate.Knee knee) {
        for (Certificate.Knee known : knees) {
            if (naming == subjects && same(known.subject(), knee.subject())) {
                return Optional.of("its subject '" + knee.subject() + "'");
            }
            if (known.labels().equals(knee.labels())) {
                return Optional.of("its label map");
            }
            if (known.image().isPresent() && known.image().equals(knee.image())) {
                return Optional.of("its image");
            }
        }
        return Optional.empty();
    }

    private boolean same(String one, String other) {
        return subjects == Certificate.Naming.NAMED
                ? Subjects.bare(one).equals(Subjects.bare(other))
                : one.equals(other);
    }

    /**
     * Refuses weights of which nobody knows what they have seen.
     *
     * @param purpose what is to be done with knees that they must not have seen, such as {@code test}
     */
    public void requireCertified(String purpose) throws IOException {
        if (!certified) {
            throw new IOException("model " + model + " was trained on annotated knees, or started from one that was, "
                    + "and has no certificate, so nobody can tell whether it has seen those to " + purpose
                    + ": leakage.json is missing; copy the whole folder of the run, or train it anew");
        }
    }

    /**
     * Refuses knees that are to be tested if the weights have seen one.
     *
     * @throws IOException naming its line
     */
    public void requireUnseen(Roster roster, List<Case> tested) throws IOException {
        Certificate.Naming naming =
                roster.settings().hashSubjects() ? Certificate.Naming.HASHED : Certificate.Naming.NAMED;
        for (Case c : tested) {
            Optional<String> met = met(naming, Certificate.knee(roster, c));
            if (met.isPresent()) {
                throw new IOException(roster.table().where(c) + ": " + met.get() + " is one that model " + model
                        + " was trained on, and is to be tested here; start from weights that have not seen it");
            }
        }
    }

    /** The start of a training in words; {@code random weights} where there is none. */
    public static String words(Optional<Origin> origin) {
        return origin.map(o -> "model " + o.model + " (SHA-256 " + Fingerprint.brief(o.weights) + ")")
                .orElse("random weights");
    }
}
