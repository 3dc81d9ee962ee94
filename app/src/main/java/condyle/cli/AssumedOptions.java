package condyle.cli;

import condyle.image.Orientation;
import condyle.image.Vec;
import condyle.io.Assumed;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of the commands that read files which may not say how they lie. */
final class AssumedOptions {
    /** Three numbers with commas between. */
    static final class Millimetres implements ITypeConverter<Vec> {
        @Override
        public Vec convert(String text) {
            String[] parts = text.split(",");
            try {
                if (parts.length == 3) {
                    return new Vec(
                            Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw new TypeConversionException("'" + text + "'; expected three numbers in mm, such as 0.7,0.365,0.365");
        }
    }

    /** Three letters. */
    static final class Letters implements ITypeConverter<Orientation> {
        @Override
        public Orientation convert(String text) {
            try {
                return Orientation.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Option(
            names = "--assume-spacing",
            paramLabel = "X,Y,Z",
            converter = Millimetres.class,
            description = "Voxel spacing, mm, of a file that does not say (HDF5; without it 0.7,0.365,0.365).")
    private Vec spacing;

    @Option(
            names = "--assume-orientation",
            paramLabel = "XYZ",
            converter = Letters.class,
            description = "Where the axes of such a file run, as three letters (without it RPI).")
    private Orientation orientation;

    /** What was given. */
    Assumed given() {
        return new Assumed(Optional.ofNullable(spacing), Optional.ofNullable(orientation));
    }
}
