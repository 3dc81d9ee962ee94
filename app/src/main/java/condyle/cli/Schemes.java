package condyle.cli;

import condyle.data.SchemeFile;
import condyle.image.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Label schemes as the command line takes them: a known name, or a YAML file as {@link SchemeFile} reads it. */
final class Schemes implements ITypeConverter<LabelSet> {
    static final String NAMES = SchemeFile.NAMES;

    @Override
    public LabelSet convert(String nameOrFile) {
        try {
            return of(nameOrFile);
        } catch (IOException | IllegalArgumentException e) {
            throw new TypeConversionException(Failures.line(e));
        }
    }

    /** The scheme of a name or a file. */
    static LabelSet of(String nameOrFile) throws IOException {
        return SchemeFile.of(nameOrFile, Path.of(""));
    }
}
