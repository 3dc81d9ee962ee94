package condyle.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.Choice;
import condyle.data.Sampling;
import condyle.image.Size;
import condyle.loss.DiceCrossEntropy;
import condyle.tensor.Adam;
import condyle.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezeTest {
    @TempDir
    Path folder;

    private static Phase phase(int steps, String freeze) {
        return new Phase(
                steps,
                new Size(16, 16, 16),
                1,
                0,
                Sampling.Draw.UNIFORM,
                0,
                new Choice("dice+cross-entropy", DiceCrossEntropy.Config.DEFAULTS),
                Optional.empty(),
                Optional.ofNullable(freeze));
    }

    private Trainer.Job job(String name, Phase... phases) throws Exception {
        return job(name, 0.9, phases);
    }

    private Trainer.Job job(String name, double average, Phase... phases) throws Exception {
        Plan p = Balls.plan(1);
        Choice adam = new Choice("adam", Adam.Config.DEFAULTS);
        Plan mine = new Plan(adam, p.schedule(), p.rate(), p.clip(), average, p.epoch(), List.of(phases));
        return Balls.job(mine, Files.createDirectories(folder.resolve(name)));
    }

    private static SortedMap<String, float[]> numbers(Trainer.Job job) {
        SortedMap<String, float[]> all = new TreeMap<>();
        job.network().state().forEach((name, tensor) -> all.put(name, tensor.toFloats()));
        return all;
    }

    private static void train(Trainer.Job job) throws Exception {
        new Trainer(job, Balls.compute(1), TrainObserver.NONE, () -> false).run();
    }

    @Test
    void aFrozenPartStaysWhileTheRestLearns() throws Exception {
        Trainer.Job job = job("frozen", phase(4, "encoder"));
        SortedMap<String, float[]> before = numbers(job);
        train(job);
        numbers(job).forEach((name, values) -> {
            if (name.startsWith("encoder.")) {
                assertThat(values).as(name).containsExactly(before.get(name));
            } else {
                assertThat(values).as(name).isNotEqualTo(before.get(name));
            }
        });
        assertThat(job.network().parameters().values()).allMatch(Tensor::requiresGrad);
    }

    /** Adam's first step of a weight is as long as the rate, whenever it comes. */
    @Test
    void aThawedPartBeginsLikeAnyOther() throws Exception {
        Trainer.Job job = job("thawed", 0, phase(8, "encoder"), phase(1, null));
        SortedMap<String, float[]> before = numbers(job);
        double[] rate = new double[1];
        TrainObserver watch = new TrainObserver() {
            @Override
            public void step(String stage, Progress progress) {
                rate[0] = progress.rate();
            }
        };
        new Trainer(job, Balls.compute(1), watch, () -> false).run();
        String first = before.keySet().stream()
                .filter(n -> n.startsWith("encoder.") && n.endsWith("weight"))
                .findFirst()
                .orElseThrow();
        float[] then = before.get(first);
        float[] now = numbers(job).get(first);
        for (int i = 0; i < now.length; i++) {
            assertThat(Math.abs(now[i] - then[i])).isLessThanOrEqualTo((float) (rate[0] * 1.01));
        }
        assertThat(now).isNotEqualTo(then);
    }

    @Test
    void aTrainingStoppedWhilePartOfItIsFrozenEndsWithTheSameBytes() throws Exception {
        Phase[] phases = {phase(6, "encoder"), phase(6, null)};
        Trainer.Job through = job("through", phases);
        train(through);
        for (int stop : new int[] {4, 6, 9}) {
            Trainer.Job stopped = job("stopped at " + stop, phases);
            long[] at = new long[1];
            TrainObserver watch = new TrainObserver() {
                @Override
                public void step(String stage, Progress progress) {
                    at[0] = progress.step();
                }
            };
            Trainer trainer = new Trainer(stopped, Balls.compute(1), watch, () -> at[0] == stop);
            assertThatThrownBy(trainer::run).isInstanceOf(StoppedException.class);
            Trainer.Job resumed = job("stopped at " + stop, phases);
            train(resumed);
            SortedMap<String, float[]> expected = numbers(through);
            numbers(resumed)
                    .forEach((name, values) -> assertThat(values).as(name).containsExactly(expected.get(name)));
        }
    }

    @Test
    void whatCannotBeFrozenIsTold() throws Exception {
        Trainer.Job job = job("wrong", phase(1, null));
        assertThatThrownBy(() -> Frozen.require(job.network(), phase(1, "encodr")))
                .hasMessage("freeze: the network has no part 'encodr'; it has decoder, encoder, head, up");
    }
}
