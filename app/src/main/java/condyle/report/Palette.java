package condyle.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 256 colours for pictures that are grey for the most part: 128 greys, and the 128 other colours that fill the most
 * pixels, of those that are told apart by four bits a channel.
 *
 * <p>Nothing is dithered, so pictures of one scene differ only where they do.
 */
final class Palette {
    private static final int GREYS = 128;
    private static final int COLORS = 128;
    /** Colours whose channels differ by no more count as grey. */
    private static final int NEUTRAL = 8;

    /** Index of a colour of four bits a channel. */
    private final byte[] indices = new byte[1 << 12];

    private final IndexColorModel model;

    private Palette(List<BufferedImage> pictures) {
        long[] counts = new long[indices.length];
        long[][] sums = new long[3][indices.length];
        for (BufferedImage picture : pictures) {
            for (int rgb : pixels(picture)) {
                if (!neutral(rgb)) {
                    int b = bin(rgb);
                    counts[b]++;
                    sums[0][b] += rgb >> 16 & 0xff;
                    sums[1][b] += rgb >> 8 & 0xff;
                    sums[2][b] += rgb & 0xff;
                }
            }
        }
        int[] bins = IntStream.range(0, counts.length)
                .filter(b -> counts[b] > 0)
                .boxed()
                .sorted(Comparator.comparingLong((Integer b) -> -counts[b]).thenComparing(b -> b))
                .limit(COLORS)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] colors = new int[GREYS + COLORS];
        for (int i = 0; i < GREYS; i++) {
            colors[i] = 0x010101 * (i * 255 / (GREYS - 1));
        }
        for (int i = 0; i < bins.length; i++) {
            int b = bins[i];
            colors[GREYS + i] =
                    (int) (sums[0][b] / counts[b] << 16 | sums[1][b] / counts[b] << 8 | sums[2][b] / counts[b]);
        }
        for (int b = 0; b < indices.length; b++) {
            indices[b] = (byte) nearest(color(b), colors, GREYS + bins.length);
        }
        model = new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
    }

    /** The palette of some pictures together. */
    static Palette of(List<BufferedImage> pictures) {
        return new Palette(pictures);
    }

    /** A picture in these colours. */
    BufferedImage paint(BufferedImage picture) {
        BufferedImage out =
                new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        int[] pixels = pixels(picture);
        byte[] data = new byte[pixels.length];
        for (int i = 0; i < data.length; i++) {
            int rgb = pixels[i];
            data[i] = neutral(rgb) ? grey(rgb) : indices[bin(rgb)];
        }
        out.getRaster().setDataElements(0, 0, picture.getWidth(), picture.getHeight(), data);
        return out;
    }

    private static byte grey(int rgb) {
        return (byte) (((rgb >> 8 & 0xff) * (GREYS - 1) + 127) / 255);
    }

    private static int nearest(int rgb, int[] colors, int count) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            int far = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                int d = (rgb >> shift & 0xff) - (colors[i] >> shift & 0xff);
                far += d * d;
            }
            if (far < least) {
                least = far;
                best = i;
            }
        }
        return best;
    }

    private static boolean neutral(int rgb) {
        int r = rgb >> 16 & 0xff;
        int g = rgb >> 8 & 0xff;
        int b = rgb & 0xff;
        return Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b)) <= NEUTRAL;
    }

    private static int bin(int rgb) {
        return rgb >> 12 & 0xf00 | rgb >> 8 & 0xf0 | rgb >> 4 & 0xf;
    }

    /** Each of four bits twice: 0 stays 0, and 15 is 255. */
    private static int color(int bin) {
        return 0x110000 * (bin >> 8) | 0x1100 * (bin >> 4 & 0xf) | 0x11 * (bin & 0xf);
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }
}
