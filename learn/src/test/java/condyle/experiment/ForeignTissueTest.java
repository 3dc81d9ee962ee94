package condyle.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import condyle.image.LabelSet;
import condyle.phantom.Knee;
import condyle.phantom.Materials;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForeignTissueTest {
    private static final long SEED = 3;

    private static Materials knee(double foreign) {
        return Knees.materials(SEED, new Phantoms(1, 1, 1, 3, 0, 1, foreign, 0));
    }

    @Test
    void bonesAndCartilagesStayAndSoftTissueChanges() {
        Materials own = knee(0);
        Materials foreign = knee(1);
        for (String tissue : new String[] {LabelSet.FEMUR, LabelSet.PATELLA, LabelSet.FEMORAL_CARTILAGE}) {
            assertArrayEquals(
                    own.labels().mask(tissue).data(),
                    foreign.labels().mask(tissue).data(),
                    tissue);
        }
        assertFalse(Arrays.equals(own.data(), foreign.data()));
    }

    @Test
    void menisciAreThereWithTheirOwnOrAnothersSoftTissue() {
        assertTrue(knee(1).labels().mask(LabelSet.MENISCI).count() > 50);
    }

    @Test
    void noKneeIsForeignWhereNoneIsAskedFor() {
        Knee knee = Knee.of(SEED);
        assertArrayEquals(knee.materials(knee.grid(3)).data(), knee(0).data());
    }

    @Test
    void aShareAboveOneIsRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> knee(1.5));
        assertTrue(e.getMessage().equals("foreign: 1.5 is out of range, expected 0–1"), e.getMessage());
    }
}
