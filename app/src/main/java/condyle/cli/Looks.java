package condyle.cli;

import condyle.phantom.Look;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Families of contrasts as the command line takes them. */
final class Looks implements ITypeConverter<Look> {
    /** All names, for the help; a test compares them with {@link Look#names()}. */
    static final String NAMES = "dess, echo1, echo2, rss, pd, pd-fs, t1, t1-fs, t2, t2-fs, mixed, random";

    @Override
    public Look convert(String name) {
        try {
            return Look.of(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
