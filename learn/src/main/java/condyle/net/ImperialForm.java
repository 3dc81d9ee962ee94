package condyle.net;

import condyle.config.Check;
import condyle.nn.Dropout;
import condyle.nn.Norm;

/**
 * What the first generation of Imperial College's 3-D networks have in common (2020, repository
 * 3D-MRI-Tissue-Segmentation/knee-segmentation).
 *
 * @param kind U-Net, or V-Net: strided convolutions and residual blocks
 * @param depth how often the grid is halved
 * @param width channels of the finest level, doubled at each level below; published 1, useful from 8
 * @param skips whether the encoder's images join the decoder's; {@code NONE} is the "highwayless" network
 * @param norm after each convolution
 * @param dropout probability that a channel is set to zero after each convolution of a block in training; published 0.25
 * @param noise standard deviation of what is added to the input in training; published 1e-4
 * @param asPublished builds what the published code did, see {@link ImperialBody}; its width must be 1 in a V-Net
 */
public record ImperialForm(
        Kind kind, Depth depth, int width, Skips skips, Norm norm, double dropout, double noise, boolean asPublished) {
    /** The block of the network. */
    public enum Kind {
        UNET,
        VNET
    }

    /** Number of levels. */
    public enum Depth {
        TINY(1),
        SMALL(2),
        LARGE(4);

        /** Times that the grid is halved. */
        final int halvings;

        Depth(int halvings) {
            this.halvings = halvings;
        }
    }

    /** How the encoder's images reach the decoder. */
    public enum Skips {
        JOINED,
        NONE
    }

    /** Where all of them come from. */
    static final String PAPER = "Knee code of Imperial College, 2020";

    /** What stands where a file says nothing. */
    public static final ImperialForm DEFAULTS =
            new ImperialForm(Kind.UNET, Depth.SMALL, 8, Skips.JOINED, Norm.BATCH, 0.25, 1e-4, false);

    static final ImperialForm TINY =
            new ImperialForm(Kind.VNET, Depth.TINY, 8, Skips.JOINED, Norm.BATCH, 0, 1e-4, false);

    public ImperialForm {
        Check.atLeast("width", width, 1);
        Check.atLeast("noise", noise, 0);
        Dropout.check(dropout);
        if (asPublished && kind == Kind.VNET && width != 1) {
            throw new IllegalArgumentException("width: " + width
                    + "; the published V-Net adds one channel to many, which works with width 1 alone; take 1, or "
                    + "leave asPublished out");
        }
        if (asPublished && norm != Norm.BATCH) {
            throw new IllegalArgumentException("norm: " + norm + "; the published networks have BATCH");
        }
    }

    /** Fails unless there is the one channel that the published V-Nets can add to all of theirs. */
    static void requireOneChannel(int inputs) {
        if (inputs != 1) {
            throw new IllegalArgumentException(
                    "asPublished: true needs one input channel, since the published V-Net adds the image to each channel; "
                            + "here are " + inputs + "; leave asPublished out");
        }
    }

    /** Channels of a level, 0 being the finest. */
    int channels(int level) {
        return width << level;
    }
}
