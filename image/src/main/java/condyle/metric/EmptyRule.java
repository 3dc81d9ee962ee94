package condyle.metric;

/** What an overlap is worth where prediction and reference are both empty. */
public enum EmptyRule {
    /** NaN: the case is left out of means, and counted. */
    LEAVE_OUT,
    /** 1: nothing to find, and nothing found. */
    PERFECT
}
