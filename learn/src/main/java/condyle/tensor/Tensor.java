package condyle.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An array of numbers of any rank, on a device, through which gradients can flow.
 *
 * <p>Image tensors are (N, C, Z, Y, X) or (N, C, Y, X). Operations return new tensors unless they say otherwise, and
 * belong to the innermost {@link Scope}. Axes count from 0; negative ones from the end.
 */
public final class Tensor {
    final org.bytedeco.pytorch.Tensor handle;

    Tensor(org.bytedeco.pytorch.Tensor handle) {
        this.handle = handle;
    }

    // ---- making ----

    /** Copies numbers into a tensor of the shape, last axis fastest. */
    public static Tensor of(float[] values, long... shape) {
        return Transfer.of(values, shape);
    }

    /** Copies whole numbers into a tensor of the shape, last axis fastest. */
    public static Tensor of(long[] values, long... shape) {
        return Transfer.of(values, shape);
    }

    /** Copies labels, one unsigned byte each, into a tensor of whole numbers, last axis fastest. */
    public static Tensor labels(byte[] values, long... shape) {
        return Transfer.of(values, shape).to(Kind.I64);
    }

    public static Tensor zeros(long... shape) {
        return full(0, shape);
    }

    public static Tensor ones(long... shape) {
        return full(1, shape);
    }

    /** A tensor of one number throughout. */
    public static Tensor full(double value, long... shape) {
        Engine.load();
        TensorOptions options = Sketch.shapesOnly() ? Sketch.meta() : new TensorOptions(ScalarType.Float);
        return new Tensor(torch.full(shape, new Scalar(value), options));
    }

    /** A tensor of zeros with the same shape, kind, device and layout. */
    public Tensor zerosLike() {
        return new Tensor(torch.zeros_like(handle));
    }

    // ---- looking ----

    public long[] shape() {
        long[] shape = new long[rank()];
        Arrays.setAll(shape, handle::size);
        return shape;
    }

    public int rank() {
        return (int) handle.dim();
    }

    public long size(int dim) {
        return handle.size(dim);
    }

    /** Number of elements. */
    public long count() {
        return handle.numel();
    }

    public Kind kind() {
        return Kind.of(handle.scalar_type());
    }

    public Device device() {
        return Device.of(handle);
    }

    /** The one number of a tensor with one element. */
    public double item() {
        return handle.item_double();
    }

    /** Copies all numbers out, last axis fastest. */
    public float[] toFloats() {
        float[] out = new float[Math.toIntExact(count())];
        copyTo(out, 0);
        return out;
    }

    /** Copies all numbers, last axis fastest, into an array from the offset on. */
    public void copyTo(float[] out, int offset) {
        Transfer.copy(this, out, offset);
    }

    /** Copies all numbers out as whole numbers, last axis fastest. */
    public long[] toLongs() {
        return Transfer.longs(this);
    }

    /** Copies all numbers out as labels, one unsigned byte each; numbers are taken modulo 256. */
    public byte[] toLabels() {
        return Transfer.bytes(this);
    }

    // ---- arithmetic, with the usual broadcasting ----

    public Tensor add(Tensor other) {
        return new Tensor(handle.add(other.handle));
    }

    public Tensor add(double other) {
        return new Tensor(handle.add(new Scalar(other)));
    }

    public Tensor sub(Tensor other) {
        return new Tensor(handle.sub(other.handle));
    }

    public Tensor sub(double other) {
        return new Tensor(handle.sub(new Scalar(other)));
    }

    public Tensor mul(Tensor other) {
        return new Tensor(handle.mul(other.handle));
    }

    public Tensor mul(double other) {
        return new Tensor(handle.mul(new Scalar(other)));
    }

    public Tensor div(Tensor other) {
        return new Tensor(handle.div(other.handle));
    }

    public Tensor div(double other) {
        return new Tensor(handle.div(new Scalar(other)));
    }

    public Tensor neg() {
        return new Tensor(handle.neg());
    }

    public Tensor exp() {
        return new Tensor(handle.exp());
    }

    public Tensor log() {
        return new Tensor(handle.log());
    }

    public Tensor sqrt() {
        return new Tensor(handle.sqrt());
    }

    public Tensor square() {
        return new Tensor(handle.square());
    }

    public Tensor abs() {
        return new Tensor(handle.abs());
    }

    public Tensor sin() {
        return new Tensor(handle.sin());
    }

    public Tensor relu() {
        // The engine has no outline of this one.
        return Sketch.shapesOnly() ? copy() : new Tensor(handle.relu());
    }

    public Tensor leakyRelu(double slope) {
        return new Tensor(torch.leaky_relu(handle, new Scalar(slope)));
    }

    public Tensor sigmoid() {
        return new Tensor(handle.sigmoid());
    }

    public Tensor tanh() {
        return new Tensor(handle.tanh());
    }

    public Tensor softmax(int dim) {
        return new Tensor(handle.softmax(dim));
    }

    public Tensor logSoftmax(int dim) {
        return new Tensor(handle.log_softmax(dim));
    }

    /** Limits every number to [low, high]. */
    public Tensor clamp(double low, double high) {
        return new Tensor(handle.clamp(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high))));
    }

    /** Matrix product over the last two axes. */
    public Tensor matmul(Tensor other) {
        return new Tensor(torch.matmul(Sketch.product(this, other), other.handle));
    }

    /** Rows (P, from) times a matrix (to, from), transposed, plus a bias (to) where it is not null: (P, to). */
    public Tensor affine(Tensor weight, Tensor bias) {
        org.bytedeco.pytorch.Tensor turned = weight.handle.t();
        return new Tensor(bias == null ? torch.matmul(handle, turned) : torch.addmm(bias.handle, handle, turned));
    }

    public Tensor cos() {
        return new Tensor(handle.cos());
    }

    // ---- summaries ----

    public Tensor sum() {
        return new Tensor(handle.sum());
    }

    /** Sums over the axes, which vanish. */
    public Tensor sum(int... dims) {
        return new Tensor(handle.sum(Layout.longs(dims)));
    }

    public Tensor mean() {
        return new Tensor(handle.mean());
    }

    /** Means over the axes, which vanish. */
    public Tensor mean(int... dims) {
        return new Tensor(handle.mean(Layout.longs(dims)));
    }

    /** Largest number of all. */
    public Tensor max() {
        return new Tensor(handle.max());
    }

    /** Smallest number of all. */
    public Tensor min() {
        return new Tensor(handle.min());
    }

    /** Position of the largest number along an axis, which vanishes; the first one where several tie. */
    public Tensor argmax(int dim) {
        return new Tensor(handle.argmax(new LongOptional(dim), false));
    }

    /** Whether every number is finite. */
    public boolean allFinite() {
        // A sum would overflow where every single number is fine; the largest magnitude tells both.
        return count() == 0 || Double.isFinite(handle.detach().abs().max().item_double());
    }

    // ---- shape ----

    /** Joins tensors along an axis. */
    public static Tensor cat(int dim, Tensor... parts) {
        TensorVector all = new TensorVector();
        for (Tensor part : parts) {
            all.push_back(part.handle);
        }
        return new Tensor(torch.cat(all, dim));
    }

    /** A view of part of an axis. */
    public Tensor narrow(int dim, long start, long length) {
        return new Tensor(handle.narrow(dim, start, length));
    }

    public Tensor reshape(long... shape) {
        return new Tensor(handle.reshape(shape));
    }

    public Tensor transpose(int dim1, int dim2) {
        return new Tensor(handle.transpose(dim1, dim2));
    }

    public Tensor permute(int... dims) {
        return new Tensor(handle.permute(Layout.longs(dims)));
    }

    public Tensor flip(int... dims) {
        return new Tensor(handle.flip(Layout.longs(dims)));
    }

    /** A view with a new axis of length 1. */
    public Tensor unsqueeze(int dim) {
        return new Tensor(handle.unsqueeze(dim));
    }

    /** Entries along an axis at the positions given, one for each position of {@code index}, whose rank is the same. */
    public Tensor gather(int dim, Tensor index) {
        return new Tensor(handle.gather(dim, index.handle));
    }

    /** Of values (N, C, …) the one at each label (N, …): shape (N, …). */
    public Tensor pick(Tensor labels) {
        return new Tensor(handle.gather(1, labels.handle.unsqueeze(1)).squeeze(1));
    }

    /** The same numbers with the channel fastest in memory, as convolutions like it best; for rank 4 and 5. */
    public Tensor channelsLast() {
        return new Tensor(Layout.channelsLast(handle));
    }

    /** The same numbers with the last axis fastest in memory. */
    public Tensor contiguous() {
        return new Tensor(handle.contiguous());
    }

    /** A copy in memory of its own. */
    public Tensor copy() {
        return new Tensor(handle.clone());
    }

    public Tensor to(Kind kind) {
        return kind() == kind ? this : new Tensor(handle.to(kind.type));
    }

    public Tensor to(Device device) {
        return device() == device ? this : new Tensor(handle.to(device.handle(), handle.scalar_type()));
    }

    // ---- gradients ----

    /** Runs the gradient of this one number back to everything that asked for it, adding to what is there. */
    public void backward() {
        handle.backward();
    }

    /** The gradient, or null when there is none yet. */
    public Tensor grad() {
        org.bytedeco.pytorch.Tensor grad = handle.grad();
        return grad.defined() ? new Tensor(grad) : null;
    }

    public boolean requiresGrad() {
        return handle.requires_grad();
    }

    /** Asks for gradients from here on; returns this tensor. */
    public Tensor withGradient() {
        handle.requires_grad_(true);
        return this;
    }

    /** Asks for no gradients from here on, and drops the one that is there; returns this tensor. */
    public Tensor withoutGradient() {
        handle.mutable_grad().reset();
        handle.requires_grad_(false);
        return this;
    }

    /** The same numbers, cut off from gradients. */
    public Tensor detach() {
        return new Tensor(handle.detach());
    }

    /** Copies another tensor's numbers into this one's memory, outside the gradient's record; returns this tensor. */
    public Tensor assign(Tensor values) {
        if (Sketch.isOpen()) {
            return this;
        }
        try (NoGradient off = new NoGradient()) {
            handle.copy_(values.handle);
        }
        return this;
    }

    @Override
    public String toString() {
        return "tensor " + Arrays.toString(shape()) + " " + kind() + " on " + device();
    }
}
