package condyle.train;

/** Learning rate over a training, as a factor of the plan's rate. */
public interface Schedule {
    /** Factor at a step out of all steps, 0 ≤ step < total. */
    double at(long step, long total);
}
