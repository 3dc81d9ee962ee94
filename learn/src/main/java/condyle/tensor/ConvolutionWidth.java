package condyle.tensor;

import org.bytedeco.pytorch.global.torch;

/**
 * Widens images by empty channels to where libtorch takes its fast convolutions.
 *
 * <p>In F32 on a processor it leaves one image of few channels, planes and rows to a path that is slow and loses the
 * channels-last layout; so for the first layer and the coarsest ones. Empty channels cost less. On one core, forward and
 * back: 96³ voxels from 1 to 16 channels 232 → 64 ms, 12³ voxels of 128 channels 66 → 34 ms. The results differ by
 * rounding.
 */
final class ConvolutionWidth {
    /** Up to this many channels × planes × rows one image goes the slow way: {@code use_mkldnn} in Convolution.cpp. */
    private static final long SLOW = 20480;

    /** Widths up to this pay whatever the image had before, wider ones up to twice what it had. */
    private static final long CHEAP = 8;

    private ConvolutionWidth() {}

    /** Kernels of more rows and columns go the fast way in any case. */
    private static final long SMALL = 3;

    /** The channels to add to an image before it is convolved; 0 where it goes the fast way already, or never would. */
    static long missing(Tensor x, Tensor weight) {
        if (x.rank() != 5 || x.size(0) != 1 || x.kind() != Kind.F32 || x.device() != Device.CPU || Autocast.holds()) {
            return 0;
        }
        if (weight.size(3) > SMALL && weight.size(4) > SMALL) {
            return 0;
        }
        long wide = SLOW / (x.size(2) * x.size(3)) + 1;
        long worth = Math.max(CHEAP, 2 * x.size(1));
        return wide <= worth ? Math.max(0, wide - x.size(1)) : 0;
    }

    /** The tensor of rank 5 with so many zeros appended along an axis. */
    static Tensor append(Tensor x, int dim, long count) {
        if (count == 0) {
            return x;
        }
        long[] around = new long[2 * (5 - dim)];
        around[around.length - 1] = count; // the last axis comes first, so this is behind the axis wanted
        return new Tensor(torch.constant_pad_nd(x.handle, around)).channelsLast();
    }
}
