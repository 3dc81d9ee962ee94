package condyle.cli;

import condyle.phantom.Contrast;
import condyle.phantom.Scanner;
import java.util.random.RandomGenerator;

/** How a synthetic image looks. */
enum ImageLook {
    /** A fat-suppressed double-echo steady-state scan. */
    DESS,
    /** Any brightness for any tissue. */
    RANDOM;

    Contrast contrast(RandomGenerator random) {
        return this == DESS ? Contrast.dess(random) : Contrast.random(random);
    }

    Scanner scanner(RandomGenerator random) {
        return this == DESS ? Scanner.dess(random) : Scanner.random(random);
    }
}
