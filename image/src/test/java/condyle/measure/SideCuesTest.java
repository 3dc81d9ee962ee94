package condyle.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import condyle.image.Affine;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import org.junit.jupiter.api.Test;

class SideCuesTest {
    private static final LabelMap RIGHT = BoxKnee.of(BoxKnee.TOLD_RIGHT);

    private static void assertCues(SideCues expected, SideCues found, double tolerance) {
        assertEquals(expected.dish(), found.dish(), 20 * tolerance);
        assertEquals(expected.tuberosity(), found.tuberosity(), tolerance);
        assertEquals(expected.lean(), found.lean(), tolerance / 10);
        assertEquals(expected.trochlea(), found.trochlea(), tolerance);
        assertEquals(expected.length(), found.length(), tolerance);
    }

    private static SideCues opposite(SideCues c) {
        return new SideCues(-c.dish(), -c.tuberosity(), -c.lean(), -c.trochlea(), -c.length());
    }

    @Test
    void cuesOfBoxesAreTheirDimensions() {
        // The tuberosity's middle is at 9 mm, and draws the tibia's own middle there by 0.46 mm. Heights are whole mm.
        assertCues(new SideCues(15, 8.54, 0.1, 6, 12), SideCues.of(RIGHT), 0.1);
    }

    @Test
    void noCueCountsMoreThanTwice() {
        // Lean 0.1 of 0.08, trochlea 6 of 4 mm; the others are above twice their sizes.
        assertEquals(2 + 2 + 0.1 / 0.08 + 6 / 4.0 + 2, SideCues.of(RIGHT).score(), 0.1);
    }

    @Test
    void namesDoNotMatter() {
        assertEquals(SideCues.of(RIGHT), SideCues.of(BoxKnee.of(BoxKnee.TOLD_LEFT)));
    }

    @Test
    void theMirrorImageHasTheOppositeCues() {
        SideCues expected = opposite(SideCues.of(RIGHT));
        assertCues(expected, SideCues.of(BoxKnee.mirrored(RIGHT)), 1e-9);
        assertCues(expected, SideCues.of(BoxKnee.flipped(RIGHT)), 1e-9);
    }

    @Test
    void aKneeTurnedInTheScannerKeepsItsCues() {
        double c = Math.cos(Math.toRadians(20));
        double s = Math.sin(Math.toRadians(20));
        LabelMap turned = BoxKnee.moved(RIGHT, Affine.of(c, -s, 0, 30, s, c, 0, -20, 0, 0, 1, 5));
        // Only the middle of the leaning femur, between whose ridges the groove is, moves a little.
        assertCues(SideCues.of(RIGHT), SideCues.of(turned), 0.4);
        assertEquals(SideCues.of(RIGHT).dish(), SideCues.of(turned).dish(), 0.1);
    }

    @Test
    void withoutTibialCartilageThereAreNoCues() {
        byte[] data = RIGHT.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = data[i] == 5 || data[i] == 6 ? 0 : data[i];
        }
        SideCues none = SideCues.of(LabelMap.of(RIGHT.geometry(), data, LabelSet.CONDYLE));
        assertTrue(Double.isNaN(none.dish()) && Double.isNaN(none.lean()));
        assertEquals(0, none.score());
    }
}
