package condyle.phantom;

import static condyle.phantom.Shapes.about;
import static condyle.phantom.Shapes.uniform;

import java.util.random.RandomGenerator;

/**
 * A spin-echo sequence as hospitals use it; contrasts follow from relaxation times, each tissue off by some tenths.
 *
 * @param tr repetition time, ms
 * @param te echo time, ms
 * @param fat share of fat's signal that is left, 1 without suppression
 */
record SpinEcho(double tr, double te, double fat) {
    private static final double SPREAD = 0.12;

    static SpinEcho protonDensity(RandomGenerator r) {
        return new SpinEcho(uniform(r, 2000, 4000), uniform(r, 12, 40), 1);
    }

    static SpinEcho t1(RandomGenerator r) {
        return new SpinEcho(uniform(r, 450, 800), uniform(r, 8, 18), 1);
    }

    static SpinEcho t2(RandomGenerator r) {
        return new SpinEcho(uniform(r, 3000, 5500), uniform(r, 55, 95), 1);
    }

    SpinEcho suppressed(RandomGenerator r) {
        return new SpinEcho(tr, te, uniform(r, 0.05, 0.3));
    }

    /** Draws tissues' brightness; the brightest is about 1. */
    Contrast contrast(RandomGenerator r) {
        double cartilage = signal(r, Relaxation.CARTILAGE);
        double muscle = signal(r, Relaxation.MUSCLE);
        double fluid = signal(r, Relaxation.FLUID);
        double meniscus = signal(r, Relaxation.MENISCUS);
        double lipid = signal(r, Relaxation.FAT) * fat;
        double top = Math.max(Math.max(fluid, lipid), cartilage) / uniform(r, 0.8, 1.1);
        Contrast.Levels levels = new Contrast.Levels(
                cartilage / top,
                muscle / top,
                fluid / top,
                meniscus / top,
                lipid / top,
                lipid / top * uniform(r, 0.65, 1.1));
        return Contrast.of(r, levels);
    }

    private double signal(RandomGenerator r, Relaxation tissue) {
        return about(r, tissue.spinEcho(tr, te), SPREAD);
    }
}
