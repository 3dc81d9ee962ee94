package condyle.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LabelSetTest {
    @Test
    void aBoneLesionCountsAsItsBone() {
        assertThat(LabelSet.ZIB.numbers("femur").orElseThrow().stream()).containsExactly(1, 7);
    }

    @Test
    void aCoarseSchemeTellsTheGroupButNotItsMembers() {
        assertThat(LabelSet.ZIB.numbers("tibial cartilage")).isPresent();
        assertThat(LabelSet.ZIB.numbers("medial tibial cartilage")).isEmpty();
        assertThat(LabelSet.ZIB.numbers("menisci")).isEmpty();
        assertThat(LabelSet.ZIB.numbers("cartilage").orElseThrow().stream()).containsExactly(2, 4, 6);
    }

    @Test
    void anUnknownTissueListsTheKnownOnes() {
        LabelMap map = LabelMap.of(Geometry.of(new Size(1, 1, 1), Vec.of(1)), new byte[1], LabelSet.BINARY);
        assertThatThrownBy(() -> map.mask("femur"))
                .hasMessage("label scheme binary: no tissue or group 'femur'; known: cartilage and menisci");
    }
}
