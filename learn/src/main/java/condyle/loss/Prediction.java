package condyle.loss;

import condyle.tensor.Kind;
import condyle.tensor.Tensor;

/**
 * What losses on classes start from; made once where several are summed.
 *
 * @param logProbabilities (N, groups, …), single precision
 * @param labels true groups (N, …)
 * @param ofTruth log-probability of the true group (N, …)
 */
record Prediction(Tensor logProbabilities, Tensor labels, Tensor ofTruth) {
    static Prediction of(Tensor logits, Tensor labels, Grouping grouping) {
        // Single precision, classes slowest in memory: the softmax runs over whole vectors of voxels.
        Tensor logProbabilities =
                grouping.merge(logits.to(Kind.F32).contiguous()).logSoftmax(1);
        return new Prediction(logProbabilities, labels, logProbabilities.pick(labels));
    }
}
