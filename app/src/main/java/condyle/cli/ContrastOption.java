package condyle.cli;

import condyle.phantom.Look;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says what a synthetic scan looks like, for the commands that make one. */
final class ContrastOption {
    /** All names, for the help; a test compares them with {@link Look#names()}. */
    static final String NAMES = "dess, echo1, echo2, rss, pd, pd-fs, t1, t1-fs, t2, t2-fs, mixed, random";

    /** A name on the command line. */
    static final class Looks implements ITypeConverter<Look> {
        @Override
        public Look convert(String name) {
            try {
                return Look.of(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Option(
            names = "--contrast",
            paramLabel = "NAME",
            converter = Looks.class,
            defaultValue = "dess",
            description = {NAMES + " (default: dess).", "mixed is what training sees."})
    private Look look;

    Look look() {
        return look;
    }
}
