package condyle.train;

import condyle.tensor.Device;
import condyle.tensor.Precision;

/**
 * Where and how finely a network is trained.
 *
 * @param threads background threads that make patches
 */
public record Compute(Device device, Precision precision, int threads) {
    /** Reads the names used in experiment files and on the command line. */
    public static Compute of(String device, String precision, int threads) {
        Device d = Device.of(device);
        return new Compute(d, Precision.of(precision, d), threads);
    }
}
