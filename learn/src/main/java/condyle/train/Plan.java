package condyle.train;

import condyle.config.Check;
import condyle.config.Choice;
import java.util.List;
import java.util.Optional;

/**
 * How one network is trained.
 *
 * @param rate highest learning rate
 * @param clip largest gradient norm, longer gradients are shortened to it
 * @param average decay of the running mean of the weights, which is what validates and ships; 0 turns it off
 * @param epoch steps between two checkpoints
 * @param earlyStop ends a phase that no longer gets better, and keeps its best weights; without it all steps are done and
 *     the last weights stay
 * @param pictures epochs between two pictures of what the network sees of a knee never trained on; 0 for none
 * @param phases one after another; the schedule spans them all
 */
public record Plan(
        Choice optimizer,
        Choice schedule,
        double rate,
        double clip,
        double average,
        int epoch,
        Optional<EarlyStop> earlyStop,
        int pictures,
        List<Phase> phases) {
    public static final Plan DEFAULTS = new Plan(null, null, 1e-3, 12, 0.995, 250, null);

    /** All steps of all phases, and a picture after each epoch. */
    public Plan(
            Choice optimizer,
            Choice schedule,
            double rate,
            double clip,
            double average,
            int epoch,
            List<Phase> phases) {
        this(optimizer, schedule, rate, clip, average, epoch, Optional.empty(), 1, phases);
    }

    public Plan {
        Check.above("rate", rate, 0);
        Check.above("clip", clip, 0);
        Check.belowOne("average", average);
        Check.atLeast("epoch", epoch, 1);
        Check.atLeast("pictures", pictures, 0);
        if (phases != null && phases.isEmpty()) {
            throw new IllegalArgumentException("phases: the list is empty, expected at least one phase");
        }
    }

    /** The loop through all phases. */
    Descent.Plan descent() {
        return new Descent.Plan(optimizer, schedule, rate, clip, average, epoch, steps());
    }

    /** Steps of all phases. */
    public long steps() {
        return phases.stream().mapToLong(Phase::steps).sum();
    }
}
