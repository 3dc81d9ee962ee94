package condyle.cli;

/** Ends a command with a line of its own and an exit code. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    Stopped(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
