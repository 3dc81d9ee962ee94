package condyle.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScannerTest {
    private static final Knee KNEE = Knee.of(2);
    private static final Materials MATERIALS = KNEE.materials(KNEE.grid(2));

    private static double mean(Volume v, Materials m, Material of) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < m.data().length; i++) {
            if (m.data()[i] == of.code()) {
                sum += v.data()[i];
                n++;
            }
        }
        return sum / n;
    }

    @Test
    void theSeedDeterminesTheImage() {
        Scanner scanner = Scanner.random(new SplittableRandom(1));
        Contrast contrast = Contrast.mixed(new SplittableRandom(2));
        float[] a = scanner.image(MATERIALS, contrast, 3).data();
        assertArrayEquals(a, scanner.image(MATERIALS, contrast, 3).data());
        assertFalse(Arrays.equals(a, scanner.image(MATERIALS, contrast, 4).data()));
    }

    @Test
    void fatSuppressedMarrowIsDarkAndFluidBright() {
        SplittableRandom r = new SplittableRandom(5);
        Volume v = Scanner.dess(r).image(MATERIALS, Contrast.dess(r), 6);
        double cartilage = mean(v, MATERIALS, Material.FEMORAL_CARTILAGE);
        assertTrue(mean(v, MATERIALS, Material.FEMUR_MARROW) < 0.8 * cartilage);
        assertTrue(mean(v, MATERIALS, Material.AIR) < 0.2 * cartilage);
        assertTrue(mean(v, MATERIALS, Material.FLUID) > 0.9 * cartilage);
    }

    @Test
    void everyDrawIsFiniteAndNotNegative() {
        SplittableRandom r = new SplittableRandom(7);
        Materials small = MATERIALS.at(KNEE.grid(6));
        for (int i = 0; i < 60; i++) {
            for (float f : Scanner.random(r).image(small, Contrast.mixed(r), i).data()) {
                assertTrue(f >= 0 && f < 100, "brightness " + f);
            }
        }
    }

    @Test
    void blurKeepsAConstantAndSpreadsAPointEvenly() {
        Size n = new Size(9, 9, 9);
        float[] flat = new float[n.length()];
        Arrays.fill(flat, 2);
        Blur.apply(flat, n, Vec.of(0.8));
        for (float f : flat) {
            assertEquals(2, f, 1e-5);
        }
        float[] point = new float[n.length()];
        point[n.index(4, 4, 4)] = 1;
        Blur.apply(point, n, Vec.of(0.8));
        assertEquals(point[n.index(3, 4, 4)], point[n.index(4, 4, 5)], 1e-6);
        assertEquals(point[n.index(4, 3, 4)], point[n.index(5, 4, 4)], 1e-6);
    }

    @Test
    void partialVolumeLiesBetweenTheTissues() {
        Geometry thick = KNEE.grid(2).withSpacing(new Vec(2, 2, 4));
        Scanner plain = Scanner.PLAIN;
        float[] mean = new float[Material.count()];
        Arrays.fill(mean, 1);
        mean[0] = 0;
        Contrast body = new Contrast(mean, new float[Material.count()]);
        int between = 0;
        for (float f : plain.image(KNEE, thick, body, 1).data()) {
            assertTrue(f > -1e-4 && f < 1.01);
            between += f > 0.1 && f < 0.9 ? 1 : 0;
        }
        assertTrue(between > 500, "voxels of mixed tissue: " + between);
    }

    @Test
    void labelsAreRenderedOnTheirOwnGridAndStayWhatTheyWere() {
        LabelMap labels = MATERIALS.labels();
        Materials m = LabelRenderer.materials(labels, 9);
        assertEquals(labels.geometry(), m.geometry());
        assertEquals(MATERIALS.side(), m.side());
        assertArrayEquals(labels.data(), m.labels().data());
    }

    @Test
    void aMapWithoutMenisciGetsMenisciInItsGap() {
        byte[] zib = new byte[MATERIALS.data().length];
        int[] from = {0, 1, 3, 5, 2, 4, 4, 6, 0, 0};
        byte[] own = MATERIALS.labels().data();
        for (int i = 0; i < zib.length; i++) {
            zib[i] = (byte) from[own[i]];
        }
        Materials m = LabelRenderer.materials(LabelMap.of(MATERIALS.geometry(), zib, LabelSet.ZIB), 9);
        double cm3 = m.labels().mask(LabelSet.MENISCI).count() * m.geometry().voxelVolume() / 1000;
        assertTrue(cm3 > 1 && cm3 < 9, "menisci of " + cm3 + " cm³");
        assertTrue(m.side() == Side.LEFT || m.side() == Side.RIGHT);
    }
}
