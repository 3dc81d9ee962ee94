package condyle.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.distance.DistancePenalty;
import condyle.distance.Grouped;
import condyle.distance.LengthUnit;
import condyle.image.Geometry;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The error of a second head, on rows of voxels of 1 mm. */
class MapHeadTest {
    private static final Choice DISTANCE = new Choice("distance", new MapHead.Distance(2, LengthUnit.MM));

    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    /** Group 1 in the first two of four voxels: −¾, −¼, ¼, ¾ of 2 mm; group 2 is absent: 1 throughout. */
    private static Truth row() {
        return Truth.of(Tensor.labels(new byte[] {1, 1, 0, 0}, 1, 1, 4));
    }

    @Test
    void itIsTheMeanOverVoxelsAndClassesButBackground() {
        Tensor predicted = Tensor.of(new float[] {-0.5f, -0.25f, 0.25f, 0.25f, 1, 1, 0, 1}, 1, 2, 1, 4);
        MapHead absolute = new MapHead(DISTANCE, MapHead.Error.ABSOLUTE, 1);
        MapHead squared = new MapHead(DISTANCE, MapHead.Error.SQUARED, 0.5);
        assertThat(absolute.channels(3)).isEqualTo(2);
        assertThat(absolute.of(predicted, row(), Grouping.of(3)).item()).isCloseTo((0.25 + 0.5 + 1) / 8, within(1e-6));
        assertThat(squared.of(predicted, row(), Grouping.of(3)).item())
                .isCloseTo(0.5 * (0.0625 + 0.25 + 1) / 8, within(1e-6));
    }

    @Test
    void classesUnderOneLabelHaveTheLeastOfTheirDistances() {
        Grouping coarse = new Grouping(List.of(List.of(0), List.of(1, 2)));
        Tensor predicted = Tensor.of(new float[] {-0.75f, 0.5f, 0.25f, 1, 1, -0.25f, 0.75f, 0.75f}, 1, 2, 1, 4);
        MapHead head = new MapHead(DISTANCE, MapHead.Error.ABSOLUTE, 1);
        assertThat(head.of(predicted, row(), coarse).item()).isCloseTo(0, within(1e-6));
    }

    @Test
    void classesThatHideInBackgroundLearnNothing() {
        Grouping hidden = new Grouping(List.of(List.of(0, 2), List.of(1)));
        Tensor predicted =
                Tensor.of(new float[] {0, 0, 0, 0, 5, 5, 5, 5}, 1, 2, 1, 4).withGradient();
        new MapHead(DISTANCE, MapHead.Error.ABSOLUTE, 1)
                .of(predicted, row(), hidden)
                .backward();
        assertThat(predicted.grad().toFloats()).containsExactly(0.25f, 0.25f, -0.25f, -0.25f, 0, 0, 0, 0);
    }

    @Test
    void aPenaltyIsOneMapForAllClasses() {
        MapHead head = new MapHead(new Choice("penalty", DistancePenalty.DEFAULTS), MapHead.Error.ABSOLUTE, 1);
        assertThat(head.channels(10)).isEqualTo(1);
        float[] phi = DistancePenalty.DEFAULTS.draw(
                0, new Grouped(Geometry.of(new Size(4, 1, 1), Vec.of(1)), new byte[] {1, 1, 0, 0}, 3));
        Tensor predicted = Tensor.of(phi, 1, 1, 1, 4);
        Grouping coarse = new Grouping(List.of(List.of(0), List.of(1, 2)));
        assertThat(head.of(predicted, row(), coarse).item()).isZero();
        assertThat(head.of(predicted.add(0.5), row(), Grouping.of(3)).item()).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void mapsOfTheWholeKneeAreTakenWhereTheyWereDrawn() {
        MapHead head = new MapHead(DISTANCE, MapHead.Error.ABSOLUTE, 1);
        Truth drawn = new Truth(row().labels(), Map.of(head.recipe(), Tensor.zeros(1, 2, 1, 4)));
        assertThat(head.of(Tensor.ones(1, 2, 1, 4), drawn, Grouping.of(3)).item())
                .isEqualTo(1);
    }

    @Test
    void itsGradientEqualsAFiniteDifference() {
        float[] values = {-0.5f, -0.3f, 0.2f, 0.1f, 0.9f, 0.8f, 0.1f, 0.6f};
        Grouping coarse = new Grouping(List.of(List.of(0), List.of(1, 2)));
        for (Grouping grouping : List.of(Grouping.of(3), coarse)) {
            MapHead head = new MapHead(DISTANCE, MapHead.Error.SQUARED, 2);
            Tensor predicted = Tensor.of(values, 1, 2, 1, 4).withGradient();
            head.of(predicted, row(), grouping).backward();
            float[] gradient = predicted.grad().toFloats();
            for (int i = 0; i < values.length; i++) {
                double[] sides = new double[2];
                for (int side = 0; side < 2; side++) {
                    float[] moved = values.clone();
                    moved[i] += (float) (side == 0 ? -1e-2 : 1e-2);
                    sides[side] = head.of(Tensor.of(moved, 1, 2, 1, 4), row(), grouping)
                            .item();
                }
                assertThat((double) gradient[i]).isCloseTo((sides[1] - sides[0]) / 2e-2, within(5e-5));
            }
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new MapHead(DISTANCE, MapHead.Error.ABSOLUTE, -1))
                .hasMessage("weight: -1 is out of range, expected at least 0");
        assertThatThrownBy(() -> new MapHead.Distance(0, LengthUnit.MM))
                .hasMessage("limit: 0 is out of range, expected above 0");
    }
}
