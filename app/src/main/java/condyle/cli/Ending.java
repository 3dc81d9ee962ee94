package condyle.cli;

/** Tells whether the program was told to stop, by Ctrl-C or a signal, while its threads still run. */
final class Ending {
    private Ending() {}

    /** Whether the end has begun. */
    static boolean begun() {
        try {
            // Java says so in no other way than by refusing a hook.
            Thread hook = new Thread(() -> {});
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /**
     * Does nothing, or never returns once the end has begun.
     *
     * <p>What fails then fails because its files are being taken away, and is neither to be told nor followed by the
     * next case.
     */
    static void holdBack() {
        if (begun()) {
            holdForever();
        }
    }

    /** Waits until the program is gone. */
    static void holdForever() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                // Nothing is left to be done.
            }
        }
    }
}
