package condyle.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.data.Sample;
import condyle.data.Samples;
import condyle.net.Network;
import condyle.tensor.SafeTensors;
import condyle.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Phases that end when validation no longer improves: twenty epochs of five steps at the most. */
class EarlyStopTest {
    private static final int STEPS = 100;

    @TempDir
    Path folder;

    /** What a training told and what it ended with. */
    private record Outcome(List<TrainObserver.Epoch> epochs, List<String> notes, String kept, List<float[]> weights) {
        long last() {
            return epochs.get(epochs.size() - 1).step();
        }
    }

    /** The best epoch's step by a value, the larger the better; the first of equals. */
    private static long best(List<TrainObserver.Epoch> epochs, ToDoubleFunction<TrainObserver.Epoch> of) {
        TrainObserver.Epoch best = epochs.get(0);
        for (TrainObserver.Epoch e : epochs) {
            best = of.applyAsDouble(e) > of.applyAsDouble(best) ? e : best;
        }
        return best.step();
    }

    private static Plan plan(int phases, EarlyStop stop) {
        Plan p = Balls.plan(STEPS);
        return new Plan(
                p.optimizer(),
                p.schedule(),
                p.rate(),
                p.clip(),
                p.average(),
                p.epoch(),
                Optional.of(stop),
                p.pictures(),
                Collections.nCopies(phases, p.phases().get(0)));
    }

    private Trainer.Job job(String name, Plan plan, Samples validation) throws Exception {
        Trainer.Job job = Balls.job(STEPS, Files.createDirectories(folder.resolve(name)));
        return new Trainer.Job(
                job.stage(),
                job.network(),
                job.head(),
                plan,
                job.samples(),
                phase -> validation,
                job.checkpoint(),
                job.seed());
    }

    private static Outcome run(Trainer.Job job) throws Exception {
        List<TrainObserver.Epoch> epochs = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        TrainObserver observer = new TrainObserver() {
            @Override
            public void epoch(String stage, Epoch epoch) {
                epochs.add(epoch);
            }

            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        Optional<String> kept = new Trainer(job, Balls.compute(1), observer, () -> false).run();
        return new Outcome(
                epochs,
                notes,
                kept.orElse(""),
                job.network().state().values().stream().map(Tensor::toFloats).toList());
    }

    @Test
    void aTrainingEndsSoManyEpochsAfterItsBestOneAndKeepsItsWeights() throws Exception {
        // What is learnt makes it worse where truth is turned inside out.
        Trainer.Job job = job("stops", plan(1, new EarlyStop(3, EarlyStop.Value.LOSS)), EarlyStopTest::wrong);
        Outcome outcome = run(job);
        long best = best(outcome.epochs, e -> -e.validationLoss());
        assertThat(outcome.last()).isEqualTo(best + 15).isLessThan(STEPS);
        assertThat(outcome.notes)
                .singleElement()
                .asString()
                .startsWith("stage balls: no better for 3 epochs, so the phase ends at step " + outcome.last()
                        + " instead of 100; weights of step " + best + ", where validation loss was best, ");
        assertThat(outcome.kept).startsWith("weights of step " + best + ", where validation loss was best, ");
        SortedMap<String, Tensor> saved =
                new TreeMap<>(SafeTensors.read(job.checkpoint()).tensors());
        saved.keySet().removeIf(name -> !name.startsWith("best."));
        assertThat(saved.values().stream().map(Tensor::toFloats).toList()).containsExactlyElementsOf(outcome.weights);
    }

    /** A ball whose truth is everything else. */
    private static Sample wrong(long number) {
        Sample s = new Balls().at(number);
        byte[] turned = s.targets().clone();
        for (int i = 0; i < turned.length; i++) {
            turned[i] = (byte) (1 - turned[i]);
        }
        return new Sample(s.grid(), s.channels(), s.inputs(), turned, s.grouping());
    }

    @Test
    void anEarlyEndIsTheSameAfterAStop() throws Exception {
        Plan plan = plan(2, new EarlyStop(2, EarlyStop.Value.LOSS));
        Outcome whole = run(job("whole", plan, EarlyStopTest::wrong));
        List<TrainObserver.Epoch> told = new ArrayList<>();
        int resumed = 0;
        while (true) {
            int[] asked = {0};
            TrainObserver observer = new TrainObserver() {
                @Override
                public void epoch(String stage, Epoch epoch) {
                    told.add(epoch);
                }
            };
            Trainer.Job job = job("broken", plan, EarlyStopTest::wrong);
            try {
                new Trainer(job, Balls.compute(1), observer, () -> ++asked[0] == 23).run();
                assertThat(job.network().state().values().stream()
                                .map(Tensor::toFloats)
                                .toList())
                        .containsExactlyElementsOf(whole.weights);
                break;
            } catch (StoppedException e) {
                resumed++;
            }
        }
        assertThat(resumed).isGreaterThan(1);
        assertThat(told)
                .extracting(TrainObserver.Epoch::step)
                .isEqualTo(whole.epochs.stream().map(TrainObserver.Epoch::step).toList());
        assertThat(told)
                .extracting(TrainObserver.Epoch::validationLoss)
                .isEqualTo(whole.epochs.stream()
                        .map(TrainObserver.Epoch::validationLoss)
                        .toList());
    }

    @Test
    void theNextPhaseBeginsToCompareAnew() throws Exception {
        Outcome outcome = run(job("phases", plan(2, new EarlyStop(2, EarlyStop.Value.LOSS)), EarlyStopTest::wrong));
        List<TrainObserver.Epoch> second =
                outcome.epochs.stream().filter(e -> e.step() > STEPS).toList();
        assertThat(second.get(0).step()).isEqualTo(STEPS + 5);
        assertThat(outcome.kept)
                .startsWith("weights of step " + best(second, e -> -e.validationLoss()) + ", where validation loss");
    }

    @Test
    void onlyAStrictlyBetterNumberIsBetter() throws Exception {
        Network network = job("unit", Balls.plan(5), EarlyStopTest::wrong).network();
        Best best = new Best(new EarlyStop(2, EarlyStop.Value.DICE), network);
        best.compare(5, new Worth(Double.NaN, 1));
        best.compare(10, new Worth(Double.NaN, 0.5));
        assertThat(best.over()).isTrue();
        assertThat(best.words()).isEqualTo("the last weights, since validation Dice was never a number");
        best.begin();
        best.compare(5, new Worth(0.5, 1));
        best.compare(10, new Worth(0.5, 0.5));
        assertThat(best.over()).isFalse();
        best.compare(15, new Worth(Double.NaN, 0.5));
        assertThat(best.over()).isTrue();
        assertThat(best.words()).isEqualTo("weights of step 5, where validation Dice was best, 0.5000");
    }

    @Test
    void withoutItAllStepsAreDone() throws Exception {
        Trainer.Job job = job("all", Balls.plan(10), EarlyStopTest::wrong);
        Outcome outcome = run(job);
        assertThat(outcome.last()).isEqualTo(10);
        assertThat(outcome.kept).isEmpty();
        assertThat(SafeTensors.read(job.checkpoint()).tensors().keySet()).noneMatch(n -> n.startsWith("best."));
    }

    @Test
    void patienceOfNoEpochIsRefused() {
        assertThatThrownBy(() -> new EarlyStop(0, EarlyStop.Value.DICE))
                .hasMessage("epochs: 0 is out of range, expected at least 1");
    }
}
