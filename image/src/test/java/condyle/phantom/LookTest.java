package condyle.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LookTest {
    /** Mean over draws of a material's brightness, of femoral cartilage's. */
    private static double ratio(Look look, Material m) {
        SplittableRandom r = new SplittableRandom(1);
        double sum = 0;
        for (int i = 0; i < 200; i++) {
            Contrast c = look.contrast(r);
            sum += c.mean(m) / c.mean(Material.FEMORAL_CARTILAGE) / 200;
        }
        return sum;
    }

    @Test
    void everyFamilyIsFoundByItsName() {
        for (Look look : Look.values()) {
            assertEquals(look, Look.of(look.toString()));
        }
        assertEquals(Look.PD_FS, Look.of("pd-fs"));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        String message = assertThrows(IllegalArgumentException.class, () -> Look.of("flair"))
                .getMessage();
        assertEquals(
                "unknown contrast 'flair'; known: dess, echo1, echo2, rss, pd, pd-fs, t1, t1-fs, t2, t2-fs, mixed,"
                        + " random",
                message);
    }

    @Test
    void fluidIsDarkOnT1AndBrightOnT2() {
        assertTrue(ratio(Look.T1, Material.FLUID) < 0.9);
        assertTrue(ratio(Look.T2, Material.FLUID) > 2);
        assertTrue(ratio(Look.ECHO2, Material.FLUID) > ratio(Look.ECHO1, Material.FLUID));
    }

    @Test
    void fatIsBrightUnlessSuppressed() {
        Look[][] pairs = {{Look.PD, Look.PD_FS}, {Look.T1, Look.T1_FS}, {Look.T2, Look.T2_FS}};
        for (Look[] pair : pairs) {
            assertTrue(ratio(pair[0], Material.FAT) > 1.2, pair[0] + " fat");
            assertTrue(ratio(pair[0], Material.FEMUR_MARROW) > 1, pair[0] + " marrow");
            assertTrue(ratio(pair[1], Material.FAT) < 1, pair[1] + " fat");
        }
    }

    @Test
    void theFirstEchoContainsTheRealScansRatios() {
        assertEquals(0.8, ratio(Look.ECHO1, Material.MUSCLE), 0.1);
        assertEquals(1.9, ratio(Look.ECHO1, Material.FLUID), 0.2);
        assertEquals(0.28, ratio(Look.ECHO1, Material.FAT), 0.05);
        assertTrue(ratio(Look.ECHO1, Material.MEDIAL_MENISCUS) < 0.35);
    }

    @Test
    void aSpinEchoDecaysWithT2() {
        double ratio = Relaxation.CARTILAGE.spinEcho(3000, 57) / Relaxation.CARTILAGE.spinEcho(3000, 20);
        assertEquals(Math.exp(-1), ratio, 1e-9);
    }
}
