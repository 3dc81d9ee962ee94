package condyle.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.experiment.Certificate;
import condyle.experiment.Certificate.Naming;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FusionCertificateTest {
    private static Certificate.Knee knee(String subject, String labels) {
        return new Certificate.Knee(subject, subject, Optional.of("scan of " + labels), labels);
    }

    private static FusionCertificate fittedOn(Naming naming, Certificate.Knee knee) {
        FusionCertificate.People people = new FusionCertificate.People(naming, List.of(knee));
        return new FusionCertificate("", "", List.of(), people);
    }

    @Test
    void kneesOfHashedSubjectsAreFoundByTheirFiles() {
        FusionCertificate certificate = fittedOn(Naming.HASHED, knee("5f0c", "map"));
        assertThat(certificate.changes(List.of(knee("bob", "other"), knee("ann", "map"))))
                .isEmpty();
        assertThat(certificate.changes(List.of(knee("ann", "edited"))))
                .containsExactly("case 5f0c: its scan or label map is gone or has changed");
    }

    @Test
    void kneesOfNamedSubjectsAreFoundByTheirNames() {
        FusionCertificate certificate = fittedOn(Naming.NAMED, knee("ann", "map"));
        assertThat(certificate.changes(List.of(knee("ann", "map")))).isEmpty();
        assertThat(certificate.changes(List.of(knee("ann", "edited"))))
                .containsExactly("case ann: scan, label map or subject has changed");
        assertThat(certificate.changes(List.of(knee("bob", "map")))).containsExactly("case ann is gone");
    }
}
