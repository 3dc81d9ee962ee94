package condyle.report;

import condyle.image.LabelMap;
import condyle.image.Tissue;
import condyle.image.Volume;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * One slice, drawn to scale with the outlines of its tissues.
 *
 * <p>Grey values are interpolated (Catmull–Rom) between voxel centres and held at the border; labels never are. Bones
 * are drawn first, so that a line that bone and cartilage share shows the cartilage's colour.
 */
final class Panel {
    private static final BasicStroke LINE = new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    /** A faint dark rim, so that a light line stands out from bright fluid. */
    private static final BasicStroke HALO = new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private static final Color SHADE = new Color(0, 0, 0, 80);

    private final Stack stack;
    private final int slice;
    private final double scale;

    /** A slice at {@code scale} pixels a mm. */
    Panel(Stack stack, int slice, double scale) {
        this.stack = stack;
        this.slice = slice;
        this.scale = scale;
    }

    int width() {
        return (int) Math.round(stack.width() * stack.acrossStep() * scale);
    }

    int height() {
        return (int) Math.round(stack.height() * stack.downStep() * scale);
    }

    /** Draws the part of the slice that starts at pixel (fromX, fromY) into the frame. */
    void draw(Graphics2D g, Rectangle frame, int fromX, int fromY, Scene scene) {
        Shape clip = g.getClip();
        g.clip(frame);
        AffineTransform before = g.getTransform();
        g.translate(frame.x - fromX, frame.y - fromY);
        g.drawImage(
                grey(scene.image(), scene.window(), new Rectangle(fromX, fromY, frame.width, frame.height)),
                fromX,
                fromY,
                null);
        outlines(g, scene.labels());
        g.setTransform(before);
        g.setClip(clip);
    }

    private BufferedImage grey(Volume volume, GreyWindow window, Rectangle part) {
        float[] in = stack.grey(volume, slice);
        for (int i = 0; i < in.length; i++) {
            in[i] = Float.isFinite(in[i]) ? in[i] : window.low();
        }
        Taps across = new Taps(part.x, part.width, 1 / (scale * stack.acrossStep()), stack.width());
        Taps down = new Taps(part.y, part.height, 1 / (scale * stack.downStep()), stack.height());
        BufferedImage out = new BufferedImage(part.width, part.height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[part.width * part.height];
        float[] row = new float[part.width];
        for (int y = 0; y < part.height; y++) {
            Arrays.fill(row, 0);
            for (int t = y * down.each; t < (y + 1) * down.each; t++) {
                int from = down.at[t] * stack.width();
                for (int x = 0, k = 0; x < part.width; x++) {
                    float sum = 0;
                    for (int end = k + across.each; k < end; k++) {
                        sum += across.weight[k] * in[from + across.at[k]];
                    }
                    row[x] += down.weight[t] * sum;
                }
            }
            for (int x = 0; x < part.width; x++) {
                pixels[y * part.width + x] = 0x010101 * window.level(row[x]);
            }
        }
        out.setRGB(0, 0, part.width, part.height, pixels, 0, part.width);
        return out;
    }

    private void outlines(Graphics2D g, LabelMap labels) {
        byte[] here = stack.labels(labels, slice);
        boolean[] present = new boolean[256];
        for (byte b : here) {
            present[b & 0xff] = true;
        }
        AffineTransform toPixels =
                AffineTransform.getScaleInstance(scale * stack.acrossStep(), scale * stack.downStep());
        for (List<Tissue> tissue : Legend.drawingOrder(labels.labels())) {
            boolean[] chosen = new boolean[256];
            tissue.forEach(t -> chosen[t.number()] = true);
            if (tissue.stream().noneMatch(t -> present[t.number()])) {
                continue;
            }
            boolean[] in = new boolean[here.length];
            for (int i = 0; i < in.length; i++) {
                in[i] = chosen[here[i] & 0xff];
            }
            Shape outline = toPixels.createTransformedShape(Outline.of(in, stack.width(), stack.height()));
            g.setStroke(HALO);
            g.setColor(SHADE);
            g.draw(outline);
            g.setStroke(LINE);
            g.setColor(new Color(tissue.get(0).color()));
            g.draw(outline);
        }
    }

    /**
     * For each of n pixels from {@code first} the voxels around it and their Catmull–Rom weights; the kernel widens
     * where a pixel spans more than a voxel.
     */
    private static final class Taps {
        final int each;
        final int[] at;
        final float[] weight;

        Taps(int first, int n, double voxelsPerPixel, int voxels) {
            double reach = Math.max(1, voxelsPerPixel);
            each = (int) Math.ceil(4 * reach);
            at = new int[each * n];
            weight = new float[each * n];
            for (int p = 0; p < n; p++) {
                double center = (first + p + 0.5) * voxelsPerPixel - 0.5;
                int base = (int) Math.floor(center - 2 * reach) + 1;
                double sum = 0;
                for (int k = 0; k < each; k++) {
                    sum += kernel((base + k - center) / reach);
                }
                for (int k = 0; k < each; k++) {
                    at[each * p + k] = Math.max(0, Math.min(voxels - 1, base + k));
                    weight[each * p + k] = (float) (kernel((base + k - center) / reach) / sum);
                }
            }
        }

        private static double kernel(double distance) {
            double d = Math.abs(distance);
            return d >= 2 ? 0 : d >= 1 ? 2 + d * (-4 + d * (2.5 - 0.5 * d)) : 1 + d * d * (1.5 * d - 2.5);
        }
    }
}
