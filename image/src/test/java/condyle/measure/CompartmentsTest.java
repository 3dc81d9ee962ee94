package condyle.measure;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompartmentsTest {
    private static final Geometry GRID = Geometry.of(new Size(10, 1, 2), Vec.of(1), new Vec(-4.5, 0, 0));

    /** A row of tibia below a row of soft tissue. */
    private static LabelMap knee(int... soft) {
        byte[] data = new byte[20];
        for (int x = 0; x < 10; x++) {
            data[x] = 2;
            data[10 + x] = (byte) soft[x];
        }
        return LabelMap.of(GRID, data, LabelSet.CONDYLE);
    }

    /** Labels of the soft row after the vote, taken as certain. */
    private static int[] unified(int... soft) {
        LabelMap map = knee(soft);
        float[][] classes = new float[10][20];
        for (int i = 0; i < 20; i++) {
            classes[map.data()[i]][i] = 1;
        }
        Probabilities p = new Probabilities(GRID, LabelSet.CONDYLE, classes);
        LabelMap out = Compartments.of(map).orElseThrow().unify(p).argmax();
        int[] row = new int[10];
        for (int x = 0; x < 10; x++) {
            row[x] = out.at(x, 0, 1);
        }
        return row;
    }

    @Test
    void theSideWithMoreLateralVoxelsIsLateral() {
        assertThat(unified(5, 5, 6, 5, 0, 0, 6, 6, 5, 6)).containsExactly(5, 5, 5, 5, 0, 0, 6, 6, 6, 6);
    }

    @Test
    void aNetworkThatLeansToOneNameIsStillUnderstood() {
        assertThat(unified(6, 6, 5, 6, 0, 0, 6, 6, 6, 6)).containsExactly(5, 5, 5, 5, 0, 0, 6, 6, 6, 6);
    }

    @Test
    void cartilageAndMenisciVoteTogether() {
        assertThat(unified(6, 8, 8, 8, 0, 0, 9, 9, 9, 5)).containsExactly(5, 8, 8, 8, 0, 0, 9, 9, 9, 6);
    }

    @Test
    void anEvenVoteDecidesNothing() {
        assertThat(Compartments.of(knee(5, 6, 0, 0, 0, 0, 0, 0, 5, 6))).isEmpty();
    }

    @Test
    void probabilitiesSplitBetweenTheNamesAddUp() {
        LabelMap map = knee(5, 5, 5, 5, 0, 0, 6, 6, 6, 6);
        float[][] classes = new float[10][20];
        java.util.Arrays.fill(classes[0], 0.4f);
        java.util.Arrays.fill(classes[5], 0.3f);
        java.util.Arrays.fill(classes[6], 0.3f);
        Probabilities p = new Probabilities(GRID, LabelSet.CONDYLE, classes);
        LabelMap out = Compartments.of(map).orElseThrow().unify(p).argmax();
        assertThat(out.at(1, 0, 0)).isEqualTo(5);
        assertThat(out.at(8, 0, 0)).isEqualTo(6);
    }

    private static byte[] named(LabelMap map) {
        float[][] classes = new float[10][map.data().length];
        for (int i = 0; i < map.data().length; i++) {
            classes[map.data()[i]][i] = 1;
        }
        Probabilities p = new Probabilities(map.geometry(), LabelSet.CONDYLE, classes);
        return Compartments.of(map).orElseThrow().unify(p).argmax().data();
    }

    @Test
    void plainShapesOutdoAVoteThatTakesTheKneeForItsMirrorImage() {
        LabelMap right = BoxKnee.of(BoxKnee.TOLD_RIGHT);
        LabelMap mistaken = BoxKnee.of(BoxKnee.TOLD_LEFT);
        assertThat(named(mistaken)).isEqualTo(right.data());
        assertThat(Compartments.of(mistaken).orElseThrow().side()).isEqualTo(Side.RIGHT);
    }

    @Test
    void mirroredLabelsGiveTheMirroredAnswer() {
        for (int[] told : List.of(BoxKnee.TOLD_RIGHT, BoxKnee.TOLD_LEFT)) {
            LabelMap knee = BoxKnee.of(told);
            LabelMap mirrored = BoxKnee.mirrored(knee);
            assertThat(named(mirrored)).isEqualTo(named(knee));
            assertThat(Compartments.of(mirrored).orElseThrow().side()).isEqualTo(Side.LEFT);
            LabelMap flipped = BoxKnee.flipped(knee);
            LabelMap named = LabelMap.of(knee.geometry(), named(knee), LabelSet.CONDYLE);
            assertThat(named(flipped)).isEqualTo(BoxKnee.flipped(named).data());
        }
    }

    @Test
    void aFinerMapsShapesReplaceTheCoarseOnes() {
        Compartments coarse =
                Compartments.of(knee(6, 6, 6, 6, 0, 0, 5, 5, 5, 5)).orElseThrow();
        assertThat(coarse.side()).isEqualTo(Side.LEFT);
        assertThat(coarse.reshaped(BoxKnee.of(BoxKnee.TOLD_LEFT)).side()).isEqualTo(Side.RIGHT);
    }

    @Test
    void aFinerMapWithoutTibiaChangesNothing() {
        Compartments coarse =
                Compartments.of(knee(5, 5, 5, 5, 0, 0, 6, 6, 6, 6)).orElseThrow();
        LabelMap nothing = LabelMap.of(GRID, new byte[20], LabelSet.CONDYLE);
        assertThat(coarse.reshaped(nothing)).isSameAs(coarse);
    }
}
