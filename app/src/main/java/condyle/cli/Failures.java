package condyle.cli;

import condyle.config.ConfigException;
import condyle.tensor.NativeMemory;
import condyle.train.StopSignal;
import condyle.train.StoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the command says when something fails: one line to standard error, never a stack trace.
 *
 * <p>{@code CONDYLE_DEBUG=1} adds the stack trace.
 */
final class Failures {
    /** Some case failed, or an input is bad. */
    static final int FAILED = 1;
    /** Wrong usage or configuration. */
    static final int USAGE = 2;

    private static final String DEBUG = "CONDYLE_DEBUG";
    private static final Map<Class<?>, String> REASONS = Map.of(
            NoSuchFileException.class, "no such file or folder",
            AccessDeniedException.class, "permission denied",
            FileAlreadyExistsException.class, "exists already",
            NotDirectoryException.class, "not a folder");

    private Failures() {}

    /** The failure in one line, without the program's name. */
    static String line(Throwable t) {
        if (t instanceof UncheckedIOException u && u.getCause().toString().equals(u.getMessage())) {
            return line(u.getCause());
        }
        if (t instanceof FileSystemException f) {
            return f.getFile() + ": " + REASONS.getOrDefault(f.getClass(), reason(f));
        }
        if (t instanceof OutOfMemoryError) {
            return Memory.exhausted();
        }
        Optional<String> missing = NativeMemory.missing(t);
        if (missing.isPresent() && !expected(t)) {
            return "out of memory: " + missing.get()
                    + " more could not be had; close other programs or use a machine with more";
        }
        if (expected(t) && t.getMessage() != null) {
            return oneLine(t.getMessage());
        }
        return "unexpected " + t.getClass().getSimpleName()
                + (t.getMessage() == null ? "" : ": " + oneLine(t.getMessage()))
                + "; this is a fault of the program; " + DEBUG + "=1 shows where it happened, please report that";
    }

    private static String reason(FileSystemException f) {
        if (f.getReason() == null) {
            return "cannot be used";
        }
        return switch (f.getReason()) {
            case "Not a directory" -> "part of this path is a file, not a folder";
            case "No space left on device" -> "the disk is full; free some space";
            default -> f.getReason();
        };
    }

    private static boolean expected(Throwable t) {
        return t instanceof IOException
                || t instanceof UncheckedIOException
                || t instanceof IllegalArgumentException
                || t instanceof IllegalStateException
                || t instanceof StoppedException
                || t instanceof Stopped;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Tells something that is no failure, or is not this command's. */
    static void note(PrintWriter err, String line) {
        err.println("condyle: " + line);
        err.flush();
    }

    /** Listens for Ctrl-C; tells where a step takes long to end after it. */
    static StopSignal stopSignal(CommandSpec command) {
        return StopSignal.watch(() -> note(
                command.commandLine().getErr(),
                "a step is running and takes long; the program ends, with a checkpoint, when the step does ('kill -9 "
                        + ProcessHandle.current().pid() + "' ends it at once, as it was at the last checkpoint)"));
    }

    /** Tells a failure. */
    static void tell(PrintWriter err, Throwable t) {
        tell(err, t, line(t));
    }

    /** Tells a failure in these words. */
    static void tell(PrintWriter err, Throwable t, String line) {
        Ending.holdBack();
        err.println("condyle: " + line);
        if ("1".equals(System.getenv(DEBUG))) {
            trace(err, t);
        }
        err.flush();
    }

    /** Where a failure and each of its causes came from, for those who mend the program. */
    private static void trace(PrintWriter err, Throwable t) {
        for (Throwable cause = t; cause != null; cause = cause.getCause()) {
            err.println(cause);
            for (StackTraceElement at : cause.getStackTrace()) {
                err.println("    at " + at);
            }
        }
    }

    /** Exit code for a failure. */
    static int code(Throwable t) {
        return t instanceof Stopped s ? s.code() : t instanceof ConfigException ? USAGE : FAILED;
    }

    /** Gives a command line these manners; its subcommands as well. */
    static void install(CommandLine line) {
        line.setExecutionExceptionHandler((e, command, result) -> {
            tell(command.getErr(), e);
            return code(e);
        });
        line.setParameterExceptionHandler(Failures::wrongUsage);
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String text = oneLine(e instanceof UnmatchedArgumentException u ? unknown(u) : wrongValue(e));
        err.println("condyle: " + Character.toLowerCase(text.charAt(0)) + text.substring(1) + "; see '"
                + command.getCommandSpec().qualifiedName() + " --help'");
        err.flush();
        return USAGE;
    }

    /** A value that an option cannot take, with the ones it can. */
    private static String wrongValue(ParameterException e) {
        if (!(e.getArgSpec() instanceof OptionSpec option) || e.getValue() == null || option.converters().length > 0) {
            return e.getMessage();
        }
        Class<?> type = option.type();
        String expected;
        if (type.isEnum()) {
            expected = Arrays.stream(type.getEnumConstants())
                    .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        } else if (List.<Class<?>>of(int.class, Integer.class, long.class, Long.class)
                .contains(type)) {
            expected = "a whole number";
        } else if (List.<Class<?>>of(double.class, Double.class).contains(type)) {
            expected = "a number";
        } else {
            return e.getMessage();
        }
        return option.longestName() + ": '" + e.getValue() + "' cannot be used; expected " + expected;
    }

    private static String unknown(UnmatchedArgumentException e) {
        String given = e.getUnmatched().get(0);
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String kind = given.startsWith("-") ? "option" : spec.subcommands().isEmpty() ? "argument" : "command";
        String known = kind.equals("command")
                ? "; known: " + String.join(", ", spec.subcommands().keySet())
                : "";
        List<String> close = kind.equals("command") ? List.of() : e.getSuggestions();
        return "unknown " + kind + " '" + given + "'" + known
                + (close.isEmpty() ? "" : "; did you mean " + String.join(" or ", close) + "?");
    }
}
