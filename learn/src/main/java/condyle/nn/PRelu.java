package condyle.nn;

import condyle.tensor.Bends;
import condyle.tensor.Tensor;
import java.util.Map;
import java.util.stream.LongStream;

/** The rectifier with a learnt slope below zero: He et al., ICCV 2015, doi:10.1109/ICCV.2015.123. */
public final class PRelu implements Layer {
    private final Tensor weight;

    private PRelu(Tensor weight) {
        this.weight = weight.withGradient();
    }

    /** A slope for each channel, all beginning at {@code slope}. */
    public static PRelu of(int channels, double slope) {
        return new PRelu(Tensor.full(slope, channels));
    }

    /** A slope for each channel and voxel of a fixed grid (Z, Y, X) or (Y, X), all beginning at 0. */
    public static PRelu ofVoxels(int channels, long... grid) {
        long[] shape =
                LongStream.concat(LongStream.of(channels), LongStream.of(grid)).toArray();
        return new PRelu(Tensor.zeros(shape));
    }

    @Override
    public Tensor forward(Tensor x) {
        return Bends.prelu(x, weight);
    }

    @Override
    public Map<String, Tensor> ownParameters() {
        return Map.of("weight", weight);
    }
}
