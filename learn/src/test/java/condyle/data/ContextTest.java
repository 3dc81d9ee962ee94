package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import org.junit.jupiter.api.Test;

class ContextTest {
    private static final Geometry TWO = Geometry.of(new Size(2, 2, 2), Vec.of(2));

    @Test
    void aPointBetweenTwoClassesHasBothByDistance() {
        Context c = new Context(TWO, new byte[] {1, 2, 1, 2, 1, 2, 1, 2});
        float[] out = new float[2];
        c.write(Geometry.of(new Size(1, 1, 1), Vec.of(1), new Vec(0.5, 1, 1)), 3, out, 0);
        assertThat(out[0]).isCloseTo(0.75f, within(1e-6f));
        assertThat(out[1]).isCloseTo(0.25f, within(1e-6f));
    }

    @Test
    void backgroundHasNoChannel() {
        Context c = new Context(TWO, new byte[8]);
        float[] out = new float[2];
        c.write(Geometry.of(new Size(1, 1, 1), Vec.of(1), new Vec(1, 1, 1)), 3, out, 0);
        assertThat(out).containsExactly(0, 0);
    }

    @Test
    void outsideTheCoarseGridNothingIsKnown() {
        Context c = new Context(TWO, new byte[] {1, 1, 1, 1, 1, 1, 1, 1});
        float[] out = new float[3];
        c.write(Geometry.of(new Size(3, 1, 1), new Vec(2, 1, 1), new Vec(-1.2, 0, 0)), 2, out, 0);
        assertThat(out).containsExactly(0, 1, 1);
    }
}
