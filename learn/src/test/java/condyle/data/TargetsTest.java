package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.LabelSet;
import condyle.image.Tissue;
import condyle.loss.Grouping;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final List<String> NINE =
            LabelSet.CONDYLE.tissues().stream().map(Tissue::name).toList();

    private static Targets targets(LabelSet scheme, List<String> classes) {
        return Targets.of(ClassMap.of(LabelSet.CONDYLE, classes), scheme);
    }

    @Test
    void ourOwnSchemeIsAGroupForEachClass() {
        Targets targets = targets(LabelSet.CONDYLE, NINE);
        assertThat(targets.grouping()).isEqualTo(Grouping.of(10));
        byte[] all = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        assertThat(targets.toGroups(all.clone())).isEqualTo(all);
    }

    @Test
    void classesOfOurOwnSchemeAreWhatTheClassMapSays() {
        ClassMap map = ClassMap.of(LabelSet.CONDYLE, List.of("femur", "menisci"));
        byte[] all = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        Targets targets = Targets.of(map, LabelSet.CONDYLE);
        assertThat(targets.toGroups(all.clone())).isEqualTo(map.toClasses(all.clone()));
        assertThat(targets.grouping()).isEqualTo(Grouping.of(3));
    }

    @Test
    void zibsTibialCartilageIsMedialOrLateralAndItsBackgroundMayBeMeniscus() {
        Targets targets = targets(LabelSet.ZIB, NINE);
        assertThat(targets.grouping().groups())
                .containsExactly(
                        List.of(0, 8, 9), List.of(1), List.of(2), List.of(3), List.of(4), List.of(5, 6), List.of(7));
        // femur, femoral cartilage, tibia, tibial cartilage, patella, patellar cartilage; lesions are their bones.
        assertThat(targets.toGroups(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}))
                .containsExactly(0, 1, 4, 2, 5, 3, 6, 1, 2, 3);
    }

    @Test
    void aSchemeThatIsNumberedOtherwiseMeetsTheClassesByName() {
        Targets targets = targets(LabelSet.PYMSKT, NINE);
        assertThat(targets.grouping()).isEqualTo(Grouping.of(10));
        assertThat(targets.toGroups(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}))
                .containsExactly(4, 5, 6, 7, 1, 2, 3, 0, 9, 8);
        assertThat(targets.strangers()).containsExactly("fibula");
    }

    @Test
    void bonesThatASchemeLacksMayBeBackground() {
        assertThat(targets(LabelSet.IWOAI, NINE).grouping().groups().get(0)).containsExactly(0, 1, 2, 3);
        assertThat(targets(LabelSet.BINARY, NINE).grouping().groups())
                .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7, 8, 9));
    }

    @Test
    void groupsAsClassesAreTrainedOnFinerLabels() {
        Targets targets = targets(LabelSet.ZIB, List.of("bones", "tibial cartilage"));
        assertThat(targets.grouping()).isEqualTo(Grouping.of(3));
        assertThat(targets.toGroups(new byte[] {0, 1, 2, 3, 4, 5, 6, 7})).containsExactly(0, 1, 0, 1, 2, 1, 0, 1);
    }

    @Test
    void aClassThatIsOnlyPartOfALabelIsRefused() {
        assertThatThrownBy(() -> targets(LabelSet.ZIB, List.of("medial tibial cartilage")))
                .hasMessage("classes: in label scheme zib 'background' may be background, and 'tibial cartilage' "
                        + "background or medial tibial cartilage; a class must lie under one label; name finer or "
                        + "coarser classes");
    }
}
