/**
 * Networks that look at slices of several planes made into one model: the knees a fusion is fitted or scored on, what each
 * plane says of them, the fit, the score, and the certificate of who was where.
 *
 * <p>How opinions are fused is {@code condyle.infer}'s; how a fused model is used is {@link condyle.experiment.Segmenter}'s.
 */
package condyle.fusion;
