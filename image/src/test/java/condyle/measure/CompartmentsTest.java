package condyle.measure;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.image.Vec;
import org.junit.jupiter.api.Test;

class CompartmentsTest {
    /** A row of tibia below a row of cartilage: x runs from the patient's left edge at 0 to 9 mm. */
    private static LabelMap knee(int... cartilage) {
        Geometry grid = Geometry.of(new Size(10, 1, 2), Vec.of(1), new Vec(-4.5, 0, 0));
        byte[] data = new byte[20];
        for (int x = 0; x < 10; x++) {
            data[x] = 2;
            data[10 + x] = (byte) cartilage[x];
        }
        return LabelMap.of(grid, data, LabelSet.CONDYLE);
    }

    private static int[] unified(int... cartilage) {
        LabelMap map = knee(cartilage);
        Compartments.unify(map);
        int[] row = new int[10];
        for (int x = 0; x < 10; x++) {
            row[x] = map.at(x, 0, 1);
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
    void anEvenVoteChangesNothing() {
        assertThat(unified(5, 6, 0, 0, 0, 0, 0, 0, 5, 6)).containsExactly(5, 6, 0, 0, 0, 0, 0, 0, 5, 6);
    }
}
