package condyle.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BundleTest {
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Capsule> rods = new ArrayList<>();
    private final Bundle bundle = new Bundle();

    BundleTest() {
        for (int i = 0; i < 12; i++) {
            Capsule rod = Capsule.of(point(40), point(40), 1 + 4 * random.nextDouble(), 2)
                    .flattened(1 + 2 * random.nextDouble(), 0, 1, 0)
                    .bent(point(5));
            rods.add(rod);
            bundle.add(rod);
        }
    }

    private double[] point(double reach) {
        return new double[] {
            random.nextDouble(-reach, reach), random.nextDouble(-reach, reach), random.nextDouble(-reach, reach)
        };
    }

    @Test
    void nearIsTheDistanceToTheNearestRod() {
        int near = 0;
        for (int i = 0; i < 20_000; i++) {
            double[] p = point(50);
            double least = Double.MAX_VALUE;
            for (Capsule rod : rods) {
                least = Math.min(least, rod.distance(p[0], p[1], p[2]));
            }
            if (least < 3) {
                near++;
                assertEquals(least, bundle.nearest(p[0], p[1], p[2]));
            } else {
                assertTrue(bundle.nearest(p[0], p[1], p[2]) >= least);
            }
        }
        assertTrue(near > 500, near + " points near a rod");
    }

    @Test
    void farFromAllNoDistanceIsAskedFor() {
        assertEquals(1e9, bundle.nearest(200, 0, 0));
    }
}
