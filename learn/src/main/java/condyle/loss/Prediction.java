package condyle.loss;

import condyle.tensor.Kind;
import condyle.tensor.Tensor;

/**
 * What losses on classes start from; made once where several are summed.
 *
 * @param logProbabilities (N, classes, …), single precision
 * @param labels true classes (N, …)
 * @param ofTruth log-probability of the true class (N, …)
 */
record Prediction(Tensor logProbabilities, Tensor labels, Tensor ofTruth) {
    static Prediction of(Tensor logits, Tensor labels) {
        // Single precision, classes slowest in memory: the softmax runs over whole vectors of voxels.
        Tensor logProbabilities = logits.to(Kind.F32).contiguous().logSoftmax(1);
        return new Prediction(logProbabilities, labels, logProbabilities.pick(labels));
    }
}
