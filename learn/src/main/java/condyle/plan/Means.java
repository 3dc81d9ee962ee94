package condyle.plan;

import condyle.tensor.Precision;
import java.util.Optional;

/**
 * What there is to train with.
 *
 * @param memory bytes for all: knees, network, program
 * @param minutes that the training may take
 * @param precision in which it will run
 * @param pace of steps on this machine
 * @param network name of the network, where it is given
 */
public record Means(double memory, double minutes, Precision precision, Pace pace, Optional<String> network) {}
