package condyle.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.tensor.Device;
import condyle.tensor.Kind;
import condyle.tensor.SafeTensors;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final int STEPS = 20;

    @TempDir
    Path folder;

    private Path folder(String name) throws Exception {
        return Files.createDirectories(folder.resolve(name));
    }

    private static List<float[]> train(Trainer.Job job, int threads) throws Exception {
        new Trainer(job, Balls.compute(threads), TrainObserver.NONE, () -> false).run();
        return job.network().state().values().stream().map(Tensor::toFloats).toList();
    }

    private static void assertSame(List<float[]> a, List<float[]> b) {
        assertThat(a).hasSameSizeAs(b);
        for (int i = 0; i < a.size(); i++) {
            assertThat(a.get(i)).containsExactly(b.get(i));
        }
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws Exception {
        assertSame(train(Balls.job(STEPS, folder("one")), 1), train(Balls.job(STEPS, folder("three")), 3));
    }

    @Test
    void aStoppedTrainingEndsWithTheSameBytes() throws Exception {
        List<Double> losses = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        stop("stopped", 7, 0);
        List<float[]> resumed = trainLogging(Balls.job(STEPS, folder("stopped")), losses);
        List<float[]> unbroken = trainLogging(Balls.job(STEPS, folder("unbroken")), expected);
        assertSame(resumed, unbroken);
        assertThat(losses).isEqualTo(expected.subList(1, expected.size()));
    }

    @Test
    void anEpochStoppedInItsValidationIsValidatedAfterwards() throws Exception {
        List<Double> losses = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        stop("stopped", 10, 3);
        List<float[]> resumed = trainLogging(Balls.job(STEPS, folder("stopped")), losses);
        List<float[]> unbroken = trainLogging(Balls.job(STEPS, folder("unbroken")), expected);
        assertSame(resumed, unbroken);
        assertThat(losses).isEqualTo(expected.subList(1, expected.size()));
        stop("stopped at the end", STEPS, 1);
        losses.clear();
        assertSame(trainLogging(Balls.job(STEPS, folder("stopped at the end")), losses), unbroken);
        assertThat(losses).isEqualTo(expected.subList(expected.size() - 1, expected.size()));
    }

    /** Trains and stops when asked whether to for the n-th time, counted from 0, after a step. */
    private void stop(String name, int step, int nth) throws Exception {
        int[] since = {-1};
        TrainObserver watch = new TrainObserver() {
            @Override
            public void step(String stage, Progress progress) {
                since[0] = progress.step() == step ? 0 : -1;
            }
        };
        Trainer trainer = new Trainer(
                Balls.job(STEPS, folder(name)), Balls.compute(1), watch, () -> since[0] >= 0 && since[0]++ == nth);
        assertThatThrownBy(trainer::run)
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("stopped at step " + step)
                .hasMessageContaining("--resume");
    }

    private static List<float[]> trainLogging(Trainer.Job job, List<Double> losses) throws Exception {
        TrainObserver log = new TrainObserver() {
            @Override
            public void epoch(String stage, Epoch epoch) {
                losses.add(epoch.loss());
            }
        };
        new Trainer(job, Balls.compute(1), log, () -> false).run();
        return job.network().state().values().stream().map(Tensor::toFloats).toList();
    }

    @Test
    void anEpochKilledBetweenItsLogAndItsCheckpointIsToldAgain() throws Exception {
        List<Double> expected = new ArrayList<>();
        trainLogging(Balls.job(STEPS, folder("unbroken")), expected);
        TrainObserver killer = new TrainObserver() {
            @Override
            public void epoch(String stage, Epoch epoch) {
                if (epoch.step() == 10) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        Trainer killed = new Trainer(Balls.job(STEPS, folder("killed")), Balls.compute(1), killer, () -> false);
        assertThatThrownBy(killed::run).hasMessage("killed");
        List<Double> losses = new ArrayList<>();
        trainLogging(Balls.job(STEPS, folder("killed")), losses);
        assertThat(losses).isEqualTo(expected.subList(1, expected.size()));
    }

    @Test
    void theLossOfValidationIsTheMeanOverItsPatchesInUse() throws Exception {
        double[] told = new double[1];
        TrainObserver log = new TrainObserver() {
            @Override
            public void epoch(String stage, Epoch epoch) {
                told[0] = epoch.validationLoss();
            }
        };
        Trainer.Job job = Balls.job(STEPS, folder("validated"));
        new Trainer(job, Balls.compute(1), log, () -> false).run();
        Objective objective = new Objective(job.plan().phases().get(0).loss(), Optional.empty());
        double sum = 0;
        for (int i = 0; i < 8; i++) {
            try (Scope scope = new Scope()) {
                Batches batch = Batches.of(List.of(new Balls().at(1_000_000 + i)), Device.CPU);
                sum += objective
                        .of(job.network().forward(batch.inputs()), batch.told(), 1)
                        .item();
            }
        }
        assertThat(told[0]).isCloseTo(sum / 8, within(1e-6));
    }

    @Test
    void aLossThatIsNoNumberSavesItsBatch() throws Exception {
        Plan p = Balls.plan(STEPS);
        Plan wild = new Plan(
                p.optimizer(), new Choice("constant", Schedules.Constant.DEFAULTS), 1e30, p.clip(), 0, 5, p.phases());
        Trainer.Job job = Balls.job(wild, folder("diverges"));
        assertThatThrownBy(() -> new Trainer(job, Balls.compute(1), TrainObserver.NONE, () -> false).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("loss is NaN at step (\\d+) \\(stage balls, of ball \\1\\); last finite loss .*")
                .hasMessageContaining(
                        ", rate 1.0e+30; batch saved to " + folder.resolve("diverges/diverged.safetensors"))
                .hasMessageEndingWith("; lower train.rate or try --set precision=fp32")
                .hasMessageNotContaining("\n");
        assertThat(SafeTensors.read(folder.resolve("diverges/diverged.safetensors"))
                        .tensors())
                .containsOnlyKeys("inputs", "targets");
    }

    @Test
    void aCheckpointOfAnotherTrainingIsToldWithItsFile() throws Exception {
        Trainer.Job job = Balls.job(STEPS, folder("foreign"));
        SortedMap<String, Tensor> none = new TreeMap<>();
        none.put("network.alien", Tensor.zeros(1));
        SafeTensors.write(job.checkpoint(), none, Map.of(), Kind.F32);
        assertThatThrownBy(() -> train(job, 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        job.checkpoint() + ": not a checkpoint of this training: weights of another network: ")
                .hasMessageEndingWith("; remove it to begin anew");
    }

    @Test
    void aDamagedNoteOfACheckpointIsToldWithItsFile() throws Exception {
        stop("damaged", 7, 0);
        Trainer.Job job = Balls.job(STEPS, folder("damaged"));
        SafeTensors whole = SafeTensors.read(job.checkpoint());
        Map<String, String> notes = new TreeMap<>(whole.metadata());
        notes.put("condyle.running", "0x1p0");
        SafeTensors.write(job.checkpoint(), whole.tensors(), notes, Kind.F32);
        assertThatThrownBy(() -> train(job, 1))
                .hasMessage(job.checkpoint() + ": not a checkpoint of this training: its condyle.running is '0x1p0', "
                        + "expected 3 numbers; remove it to begin anew");
    }

    @Test
    void aKilledTrainingEndsWithTheSameBytes() throws Exception {
        Path killed = folder("killed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Balls.class.getName(),
                        killed.toString(),
                        "1000000")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile())
                .start();
        Path checkpoint = killed.resolve("checkpoint.safetensors");
        long patience = System.nanoTime() + 60_000_000_000L;
        while (!Files.exists(checkpoint) && System.nanoTime() < patience) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertThat(checkpoint)
                .as(Files.readString(folder.resolve("killed.log")))
                .exists();
        // The killed training had another end in view, so only its schedule-free part may be compared: the plan is
        // resumed with its own length by a second process that is stopped in time.
        Trainer.Job goesOn = Balls.job(1_000_000, killed);
        Trainer.Job unbroken = Balls.job(1_000_000, folder("unbroken"));
        assertSame(trainUntil(goesOn, 100), trainUntil(unbroken, 100));
    }

    private static List<float[]> trainUntil(Trainer.Job job, long last) {
        long[] at = new long[1];
        TrainObserver watch = new TrainObserver() {
            @Override
            public void step(String stage, Progress progress) {
                at[0] = progress.step();
            }
        };
        Trainer trainer = new Trainer(job, Balls.compute(1), watch, () -> at[0] == last);
        assertThatThrownBy(trainer::run).isInstanceOf(StoppedException.class);
        return job.network().state().values().stream().map(Tensor::toFloats).toList();
    }

    @Test
    void aBallIsLearntInEightySteps() throws Exception {
        List<Double> dice = new ArrayList<>();
        TrainObserver log = new TrainObserver() {
            @Override
            public void epoch(String stage, Epoch epoch) {
                dice.add(epoch.dice());
            }
        };
        new Trainer(Balls.job(80, folder("learns")), Balls.compute(1), log, () -> false).run();
        assertThat(dice.get(dice.size() - 1)).isGreaterThan(0.8);
    }
}
