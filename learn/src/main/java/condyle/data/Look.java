package condyle.data;

import condyle.phantom.Contrast;
import condyle.phantom.Materials;
import condyle.phantom.Scanner;
import java.util.SplittableRandom;

/** The contrasts and scanners that images made of labels are drawn with. */
public enum Look {
    /** All that training should see: mostly of the DESS family, some fully random; good and bad scanners. */
    MIXED,
    /** A good clinical DESS scan. */
    DESS,
    /** Every material's brightness at random; good and bad scanners. */
    RANDOM;

    /** Draws a contrast and a scanner and images the materials. */
    float[] image(Materials materials, SplittableRandom random) {
        Contrast contrast = switch (this) {
            case MIXED -> Contrast.mixed(random);
            case DESS -> Contrast.dess(random);
            case RANDOM -> Contrast.random(random);
        };
        Scanner scanner = this == DESS ? Scanner.dess(random) : Scanner.random(random);
        return scanner.image(materials, contrast, random.nextLong()).data();
    }
}
