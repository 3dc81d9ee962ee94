package condyle.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.distance.ClippedDistance;
import condyle.distance.LengthUnit;
import condyle.image.Size;
import condyle.loss.DiceCrossEntropy;
import condyle.loss.Grouping;
import condyle.net.ConditionedImplicit;
import condyle.net.Network;
import condyle.net.PointNetwork;
import condyle.net.Task;
import condyle.net.UNet;
import condyle.tensor.Gather;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PointsTest {
    private static final int SIDE = 8;

    private final Scope scope = new Scope();

    @AfterEach
    void close() {
        scope.close();
    }

    /** Two patches: group 1 from x = 3 on. */
    private static Tensor labels() {
        byte[] labels = new byte[2 * SIDE * SIDE * SIDE];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % SIDE >= 3 ? 1 : 0);
        }
        return Tensor.labels(labels, 2, SIDE, SIDE, SIDE);
    }

    private static Batches batch(boolean withDistances) {
        float[] distance = new float[2 * SIDE * SIDE * SIDE];
        for (int i = 0; i < distance.length; i++) {
            double inside = (i % SIDE - 2.5) / 4;
            distance[i] = (float) (i < distance.length / 2 ? inside : -inside);
        }
        ClippedDistance recipe = new ClippedDistance(4, LengthUnit.MM, 0);
        Tensor maps = Tensor.of(distance, 1, 2, SIDE, SIDE, SIDE);
        return new Batches(
                Tensor.zeros(2, 1, SIDE, SIDE, SIDE),
                Tensor.zeros(2, 3),
                new Told(
                        labels(),
                        List.of(Grouping.of(2), Grouping.of(2)),
                        withDistances
                                ? List.of(Map.of(recipe, maps), Map.of(recipe, maps))
                                : List.of(Map.of(), Map.of())),
                List.of("a", "b"));
    }

    private static Network network() {
        return new ConditionedImplicit(ConditionedImplicit.Config.TINY, new Task(1, 2, 1));
    }

    @Test
    void halfOfThePointsLieNearBoundariesAndAllInThePatch() {
        Gather.Points drawn = new Points(400, 0.5, 1.5).draw(labels(), new SplittableRandom(1));
        assertThat(drawn.count()).isEqualTo(400);
        for (int image = 0; image < 2; image++) {
            for (int i = 0; i < 400; i++) {
                float x = drawn.xyz()[3 * (400 * image + i)];
                assertThat(x).isBetween(-0.5f, SIDE - 0.5f);
                if (i < 200) {
                    assertThat(x).isBetween(0.5f, 3.5f);
                }
            }
        }
        assertThat(new Points(400, 0.5, 1.5)
                        .draw(labels(), new SplittableRandom(1))
                        .xyz())
                .containsExactly(drawn.xyz());
    }

    @Test
    void withDistancesAPointsGroupIsTheNearestBetweenVoxels() {
        Points.Answer answer = Points.Answer.of(network(), batch(true), Optional.of(new Points(300, 0.5, 1.5)), 7);
        float[] xyz = new Points(300, 0.5, 1.5)
                .draw(labels(), condyle.data.Seeds.random(7, 0x90175))
                .xyz();
        assertThat(answer.outputs().shape()).containsExactly(2, 2, 1, 1, 300);
        byte[] groups = answer.told().labels().toLabels();
        float[] distances =
                answer.told().maps().get(1).values().iterator().next().toFloats();
        for (int i = 0; i < 600; i++) {
            assertThat(groups[i]).as("x " + xyz[3 * i]).isEqualTo((byte) (xyz[3 * i] > 2.5 ? 1 : 0));
        }
        double x = Math.max(0, Math.min(SIDE - 1, xyz[3 * 310]));
        assertThat(distances[10]).isCloseTo((float) ((x - 2.5) / 4), within(1e-5f));
    }

    @Test
    void withoutDistancesItIsTheNearestVoxels() {
        Points.Answer answer = Points.Answer.of(network(), batch(false), Optional.of(new Points(100, 0.5, 1.5)), 7);
        float[] xyz = new Points(100, 0.5, 1.5)
                .draw(labels(), condyle.data.Seeds.random(7, 0x90175))
                .xyz();
        byte[] groups = answer.told().labels().toLabels();
        for (int i = 0; i < 200; i++) {
            assertThat(groups[i]).isEqualTo((byte) (xyz[3 * i] >= 2.5 ? 1 : 0));
        }
    }

    @Test
    void aNetworkOfVoxelsIsNotAskedForPoints() {
        Phase phase = new Phase(
                1,
                new Size(SIDE, SIDE, SIDE),
                1,
                0.5,
                condyle.data.Sampling.Draw.UNIFORM,
                0,
                new Choice("dice+cross-entropy", DiceCrossEntropy.Config.DEFAULTS),
                Optional.of(Points.DEFAULTS),
                Optional.empty());
        assertThatThrownBy(() -> Points.require(UNet.of(UNet.Config.TINY, new Task(1, 2, 1)), phase))
                .hasMessage("points: the network names voxels alone; expected one that names points "
                        + "(conditioned-implicit, without a second head), or no points");
        assertThat(network()).isInstanceOf(PointNetwork.class);
        Points.require(network(), phase);
    }
}
