package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.loss.Grouping;
import org.junit.jupiter.api.Test;

class PrefetchTest {
    private static final Geometry ONE = Geometry.of(new Size(1, 1, 1), Vec.of(1));

    @Test
    void samplesComeInOrderWhicheverIsMadeFirst() {
        Samples slowWhenEven = number -> {
            sleep(number % 2 == 0 ? 5 : 0);
            return new Sample(ONE, 1, new float[] {number}, new byte[1], Grouping.of(1));
        };
        try (Prefetch prefetch = new Prefetch(slowWhenEven, 10, 3)) {
            for (int i = 10; i < 30; i++) {
                assertThat(prefetch.next().inputs()[0]).isEqualTo(i);
            }
        }
    }

    @Test
    void aFailureComesOutWithItsCause() {
        Samples broken = number -> {
            throw new IllegalArgumentException("knee 7 has no femur");
        };
        try (Prefetch prefetch = new Prefetch(broken, 0, 2)) {
            assertThatThrownBy(prefetch::next).hasMessage("knee 7 has no femur");
        }
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
