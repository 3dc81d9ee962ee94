package condyle.cli;

/** How a synthetic image looks. */
enum ImageLook {
    /** A fat-suppressed double-echo steady-state scan. */
    DESS,
    /** Any brightness for any tissue. */
    RANDOM
}
