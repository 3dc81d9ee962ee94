package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.LabelSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassMapTest {
    @Test
    void aGroupBecomesOneClass() {
        ClassMap map = ClassMap.of(LabelSet.CONDYLE, List.of("femur", "menisci"));
        assertThat(map.toClasses(new byte[] {0, 1, 2, 8, 9})).containsExactly(0, 1, 0, 2, 2);
        assertThat(map.outputs().numbers("menisci")).isPresent();
    }

    @Test
    void allTissuesGiveTheSchemeItself() {
        List<String> all =
                LabelSet.CONDYLE.tissues().stream().map(t -> t.name()).toList();
        assertThat(ClassMap.of(LabelSet.CONDYLE, all).outputs()).isEqualTo(LabelSet.CONDYLE);
    }

    @Test
    void aTissueUnderTwoNamesIsAnError() {
        assertThatThrownBy(() -> ClassMap.of(LabelSet.CONDYLE, List.of("femur", "bones")))
                .hasMessage("classes: label 1 falls under both 'femur' and 'bones'; name each tissue once");
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        assertThatThrownBy(() -> ClassMap.of(LabelSet.BINARY, List.of("femur")))
                .hasMessage(
                        "classes: label scheme binary has no tissue or group 'femur'; known: cartilage and menisci");
    }
}
