package condyle.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.image.Vec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several models' answers as one. */
class FusionTest {
    private static final LabelSet ONE = new LabelSet("one", List.of(new Tissue(1, "femur", 0)));
    private static final Geometry WHOLE = Geometry.of(new Size(6, 6, 6), Vec.of(1));

    private static Probabilities of(Geometry grid, float tissue) {
        float[] background = new float[grid.size().length()];
        float[] femur = new float[background.length];
        Arrays.fill(background, 1 - tissue);
        Arrays.fill(femur, tissue);
        return new Probabilities(grid, ONE, new float[][] {background, femur});
    }

    @Test
    void oneAloneStaysAsItIs() {
        Probabilities p = of(WHOLE, 0.3f);
        assertThat(Fusion.mean(List.of(p))).isSameAs(p);
    }

    @Test
    void onOneGridItIsTheMean() {
        Probabilities mean = Fusion.mean(List.of(of(WHOLE, 0.2f), of(WHOLE, 0.6f)));
        assertThat(mean.geometry()).isEqualTo(WHOLE);
        for (float v : mean.classes()[1]) {
            assertThat(v).isCloseTo(0.4f, within(1e-6f));
        }
    }

    @Test
    void whereOneDidNotLookItSaysBackground() {
        Geometry part = WHOLE.crop(new Box(0, 0, 0, 3, 6, 6));
        Probabilities mean = Fusion.mean(List.of(of(part, 1), of(WHOLE.crop(new Box(1, 0, 0, 6, 6, 6)), 1)));
        assertThat(mean.geometry().size()).isEqualTo(new Size(6, 6, 6));
        assertThat(mean.classes()[1][0]).isCloseTo(0.5f, within(1e-6f));
        assertThat(mean.classes()[1][2]).isCloseTo(1, within(1e-6f));
        assertThat(mean.classes()[1][5]).isCloseTo(0.5f, within(1e-6f));
        assertThat(mean.classes()[0][5]).isCloseTo(0.5f, within(1e-6f));
    }

    @Test
    void theFinestGridIsTaken() {
        Probabilities mean = Fusion.mean(List.of(of(WHOLE, 0), of(WHOLE.withSize(new Size(12, 12, 12)), 1)));
        assertThat(mean.geometry().size()).isEqualTo(new Size(12, 12, 12));
        assertThat(mean.classes()[1][700]).isCloseTo(0.5f, within(1e-6f));
    }

    @Test
    void otherTissuesCannotBeAveraged() {
        LabelSet other = new LabelSet("other", List.of(new Tissue(1, "tibia", 0)));
        Probabilities tibia = new Probabilities(WHOLE, other, of(WHOLE, 0).classes());
        assertThatThrownBy(() -> Fusion.mean(List.of(of(WHOLE, 0), tibia)))
                .hasMessage("models know different tissues: femur and tibia; expected the same in the same order");
    }
}
