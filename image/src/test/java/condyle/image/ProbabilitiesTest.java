package condyle.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbabilitiesTest {
    @Test
    void argmaxNamesTheLikeliestOfAsManyLabelsAsThereMayBe() {
        List<Tissue> tissues = IntStream.rangeClosed(1, 255)
                .mapToObj(i -> new Tissue(256 - i, "tissue " + i, 0))
                .toList();
        float[][] classes = new float[256][3];
        classes[0][0] = 1;
        classes[130][1] = 1;
        classes[254][2] = 0.5f;
        classes[255][2] = 0.5f;
        Probabilities p =
                new Probabilities(Geometry.of(new Size(3, 1, 1), Vec.of(1)), new LabelSet("many", tissues), classes);
        assertThat(p.argmax().data()).containsExactly(0, 256 - 130, 256 - 254);
    }
}
