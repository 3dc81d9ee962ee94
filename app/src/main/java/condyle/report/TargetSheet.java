package condyle.report;

import condyle.image.LabelMap;
import condyle.image.Volume;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Training targets of one sagittal slice side by side, as in 001's Figure 1: the mask, a map for each compartment, and
 * the maps combined, with the compartments' boundaries in white.
 *
 * <p>Values from 0 to 1 run from dark to bright; values from −1 to 1 from blue, inside, over white to red.
 */
public final class TargetSheet {
    private static final int COLUMNS = 5;
    private static final int TILE = 300;
    private static final int GAP = 10;
    private static final int EDGE = 24;
    private static final int HEAD = 84;
    private static final int WORDS = 24;
    private static final int BAR = 52;
    private static final int FOOT = 40;

    /** Which values a map has, and so its colours. */
    public enum Range {
        /** 0 to 1. */
        PENALTY,
        /** −1, inside, to 1, outside. */
        SIGNED;

        private static final int[] RISING = {0x0B0724, 0x3B0F70, 0x8C2981, 0xDE4968, 0xFE9F6D, 0xFCFDBF};
        private static final int[] APART = {0x1F4E9C, 0x6FA8DC, 0xF7F7F7, 0xF4A582, 0xA3141E};

        double low() {
            return this == PENALTY ? 0 : -1;
        }

        /** Colour of a value, red, green and blue; the ends hold beyond them. */
        int color(double value) {
            int[] stops = this == PENALTY ? RISING : APART;
            double at = Math.max(0, Math.min(1, (value - low()) / (1 - low()))) * (stops.length - 1);
            int i = Math.min(stops.length - 2, (int) at);
            double share = at - i;
            int color = 0;
            for (int shift = 16; shift >= 0; shift -= 8) {
                int a = stops[i] >> shift & 0xff;
                int b = stops[i + 1] >> shift & 0xff;
                color |= (int) Math.round(a + share * (b - a)) << shift;
            }
            return color;
        }
    }

    /** A map and its name. */
    public record Named(String name, Volume map) {}

    private final LabelMap mask;
    private final Stack stack;
    private final int slice;
    private final Range range;

    private TargetSheet(LabelMap mask, int slice, Range range) {
        this.mask = mask;
        this.stack = Stack.of(mask.geometry(), View.SAGITTAL);
        this.slice = slice < 1 ? new Slices(mask).sagittal().get(1).slice() : slice - 1;
        this.range = range;
    }

    /** Number of sagittal slices of a label map. */
    public static int slices(LabelMap mask) {
        return Stack.of(mask.geometry(), View.SAGITTAL).count();
    }

    /**
     * Draws the sheet.
     *
     * @param mask the compartments alone, all else background
     * @param maps on the mask's grid
     * @param slice sagittal slice counted from 1; 0 for the one through the knee's middle
     */
    public static BufferedImage draw(LabelMap mask, List<Named> maps, Range range, Where where) {
        return new TargetSheet(mask, where.slice, range).draw(maps, where.caption);
    }

    /** What the sheet shows, and what stands above it. */
    public record Where(int slice, Caption caption) {}

    private BufferedImage draw(List<Named> maps, Caption caption) {
        double wide = stack.width() * stack.acrossStep();
        double high = stack.height() * stack.downStep();
        double scale = TILE / Math.max(wide, high);
        int width = (int) Math.round(wide * scale);
        int height = (int) Math.round(high * scale);
        int tiles = maps.size() + 1;
        int columns = Math.min(COLUMNS, tiles);
        int rows = (tiles + columns - 1) / columns;
        int block = WORDS + height + GAP;
        Pen pen = new Pen(Math.max(700, 2 * EDGE + columns * (width + GAP) - GAP), HEAD + rows * block + BAR + FOOT);
        pen.head(caption, EDGE);
        for (int k = 0; k < tiles; k++) {
            Rectangle frame = new Rectangle(
                    EDGE + k % columns * (width + GAP), HEAD + k / columns * block + WORDS, width, height);
            String words = k == 0 ? "mask" : maps.get(k - 1).name;
            pen.text(pen.fit(words, Pen.STRONG, width), frame.x, frame.y - 8, Pen.STRONG, Pen.TEXT, Pen.Anchor.LEFT);
            picture(pen.graphics(), frame, k == 0 ? masked() : colored(maps.get(k - 1).map));
            if (k > 0) {
                outlines(pen.graphics(), frame);
            }
            pen.frame(frame);
        }
        pen.scaleBar(EDGE + width - 10, HEAD + WORDS + height - 10, scale, 20);
        bar(pen, HEAD + rows * block + 6);
        pen.foot("Sagittal slice " + (slice + 1) + " of " + stack.count() + "; anterior left", EDGE);
        return pen.done();
    }

    private int[] masked() {
        byte[] labels = stack.labels(mask, slice);
        int[] colors = new int[labels.length];
        for (int i = 0; i < colors.length; i++) {
            colors[i] =
                    mask.labels().tissue(labels[i] & 0xff).map(t -> t.color()).orElse(0x0B0C0E);
        }
        return colors;
    }

    private int[] colored(Volume map) {
        float[] values = stack.grey(map, slice);
        int[] colors = new int[values.length];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = range.color(values[i]);
        }
        return colors;
    }

    private void picture(Graphics2D g, Rectangle frame, int[] colors) {
        BufferedImage small = new BufferedImage(stack.width(), stack.height(), BufferedImage.TYPE_INT_RGB);
        small.setRGB(0, 0, stack.width(), stack.height(), colors, 0, stack.width());
        // Voxels as they are: a target's steps are part of what is looked at.
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.drawImage(small, frame.x, frame.y, frame.width, frame.height, null);
    }

    private void outlines(Graphics2D g, Rectangle frame) {
        byte[] labels = stack.labels(mask, slice);
        AffineTransform toPixels = AffineTransform.getTranslateInstance(frame.x, frame.y);
        toPixels.scale((double) frame.width / stack.width(), (double) frame.height / stack.height());
        Shape clip = g.getClip();
        g.clip(frame);
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(1));
        boolean[] present = new boolean[256];
        for (byte b : labels) {
            present[b & 0xff] = true;
        }
        for (int label = 1; label < 256; label++) {
            boolean[] in = new boolean[labels.length];
            for (int i = 0; present[label] && i < in.length; i++) {
                in[i] = (labels[i] & 0xff) == label;
            }
            if (present[label]) {
                g.draw(toPixels.createTransformedShape(Outline.of(in, stack.width(), stack.height())));
            }
        }
        g.setClip(clip);
    }

    private void bar(Pen pen, int top) {
        int width = 240;
        for (int x = 0; x < width; x++) {
            double value = range.low() + (1 - range.low()) * x / (width - 1);
            pen.graphics().setColor(new Color(range.color(value)));
            pen.graphics().fillRect(EDGE + x, top, 1, 12);
        }
        for (double value : range == Range.PENALTY ? new double[] {0, 0.5, 1} : new double[] {-1, 0, 1}) {
            double x = EDGE + width * (value - range.low()) / (1 - range.low());
            String text = String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
            pen.text(text.replace('-', '−'), x, top + 28, Pen.SMALL, Pen.QUIET, Pen.Anchor.MIDDLE);
        }
    }
}
