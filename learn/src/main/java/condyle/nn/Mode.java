package condyle.nn;

/** Whether a network is being trained or used: dropout and batch normalization differ. */
public enum Mode {
    TRAIN,
    USE
}
