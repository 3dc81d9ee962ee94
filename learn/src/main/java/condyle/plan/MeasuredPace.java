package condyle.plan;

import condyle.config.Choice;
import condyle.data.Seeds;
import condyle.image.Size;
import condyle.loss.CrossEntropy;
import condyle.loss.Grouping;
import condyle.net.Network;
import condyle.net.Networks;
import condyle.net.Outline;
import condyle.net.Sliced;
import condyle.net.Task;
import condyle.nn.Mode;
import condyle.tensor.AdamW;
import condyle.tensor.Autocast;
import condyle.tensor.Kind;
import condyle.tensor.Optimizer;
import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import condyle.train.Compute;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Steps timed on this machine: of each network three on a small patch of noise, the fastest of which stands for larger
 * patches by their voxels.
 */
public final class MeasuredPace implements Pace {
    /** Voxels along an axis of the patch that is timed, at least. */
    private static final int BLOCK = 48;

    private static final int PLANE = 128;
    private static final int STEPS = 3;

    /** Patches are cut, knees validated and checkpoints written beside the steps. */
    private static final double BESIDE = 1.25;

    private final Compute compute;
    private final Map<Choice, Double> perVoxel = new HashMap<>();

    public MeasuredPace(Compute compute) {
        this.compute = compute;
    }

    @Override
    public double seconds(Choice network, Task task, Size patch, int batch) {
        double each = perVoxel.computeIfAbsent(network, n -> measure(n, task));
        return BESIDE * each * patch.voxels() * batch;
    }

    private double measure(Choice choice, Task task) {
        boolean flat = Outline.dimensions(choice, task) == 2;
        Size least = flat ? new Size(PLANE, PLANE, 1) : new Size(BLOCK, BLOCK, BLOCK);
        Size patch = Outline.patch(choice, task, least);
        try (Scope scope = new Scope()) {
            Network network = Sliced.of(Networks.ALL.make(choice, task), patch).on(compute.device());
            network.mode(Mode.TRAIN);
            Optimizer optimizer = new AdamW(network.parameters(), AdamW.Config.DEFAULTS);
            double fastest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < STEPS; i++) {
                long begun = System.nanoTime();
                step(network, optimizer, task, patch);
                compute.device().synchronize();
                fastest = Math.min(fastest, (System.nanoTime() - begun) / 1e9);
            }
            return fastest / patch.voxels();
        }
    }

    private void step(Network network, Optimizer optimizer, Task task, Size patch) {
        SplittableRandom random = Seeds.random(1, 1);
        float[] noise = new float[task.inputs() * patch.length()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        Size named = network.covers(patch).size();
        try (Scope scope = new Scope()) {
            Tensor images = Tensor.of(noise, 1, task.inputs(), patch.z(), patch.y(), patch.x())
                    .to(compute.device())
                    .channelsLast();
            Tensor places = Tensor.zeros(1, 3).to(compute.device());
            Tensor labels = Tensor.labels(new byte[named.length()], 1, named.z(), named.y(), named.x())
                    .to(compute.device());
            Tensor logits;
            try (Autocast cast = Autocast.of(compute.precision(), compute.device())) {
                logits = network.forward(images, places);
            }
            new CrossEntropy(CrossEntropy.Config.DEFAULTS, Grouping.of(task.classes()))
                    .of(logits.to(Kind.F32), labels)
                    .backward();
            optimizer.step(1e-6);
            optimizer.zeroGradients();
        }
    }
}
