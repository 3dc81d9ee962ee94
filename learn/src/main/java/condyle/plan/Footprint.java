package condyle.plan;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.net.Outline;
import condyle.net.Task;
import condyle.tensor.Precision;

/**
 * Memory of a training step beside the knees: weights, what the way back needs, and the engine.
 *
 * <p>Each number that a convolution gives out or a joint copies takes {@link #FP32} or {@link #BF16} bytes, its normalised
 * form and its gradient included; each logit {@link #LOGIT}; each weight four numbers: itself, its gradient, two moments of
 * AdamW, and its running mean. Measured as the peak of resident memory on ten networks of 2-D and 3-D, by one step each: in
 * fp32 8.4 to 12.6 bytes a number, in bf16 4.1 to 7.7; MedNeXt, whose depthwise convolutions stay in fp32, 10.3.
 */
record Footprint(Outline outline, Precision precision) {
    private static final double FP32 = 11;
    private static final double BF16 = 7;
    private static final double LOGIT = 20;
    private static final double WEIGHT = 20;
    /** libtorch, Java without its heap, and room that the allocator keeps. */
    private static final double ENGINE = 700L << 20;

    static Footprint of(Choice network, Task task, Size patch, Precision precision) {
        return new Footprint(Outline.of(network, task, patch), precision);
    }

    /** Bytes of a step on a batch of patches with so many logits each. */
    double bytes(int batch, long logits) {
        double each = precision == Precision.BF16 ? BF16 : FP32;
        return ENGINE + WEIGHT * outline.parameters() + batch * (each * outline.results() + LOGIT * logits);
    }
}
