package condyle.report;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Tissue;
import condyle.image.Vec;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One knee as a column of four pictures: sagittal slices through its medial and lateral compartment with the tissues
 * filled, its surfaces from the front, and its femur from below.
 */
public final class KneeColumn {
    static final int TILE = 150;
    static final int TILES = 4;
    private static final int GAP = 4;
    static final int HEIGHT = TILES * (TILE + GAP) - GAP;

    private KneeColumn() {}

    /** Draws a knee whose scheme tells medial from lateral. */
    public static BufferedImage draw(LabelMap map) {
        BufferedImage out = new BufferedImage(TILE, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = out.createGraphics();
        g.setColor(Pen.GROUND);
        g.fillRect(0, 0, TILE, HEIGHT);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        List<Slices.Pick> picks = new Slices(map).sagittal();
        slice(g, map, picks.get(0), 0);
        slice(g, map, picks.get(2), TILE + GAP);
        SurfaceView surfaces = SurfaceView.of(
                map, map.labels().tissues().stream().map(Tissue::name).toList());
        g.drawImage(surfaces.draw(new Vec(0.25, 1, 0.12), TILE, TILE, List.of()), 0, 2 * (TILE + GAP), null);
        g.drawImage(
                surfaces.draw(new Vec(0, -0.25, -1), TILE, TILE, List.of(LabelSet.FEMUR, "femoral")),
                0,
                3 * (TILE + GAP),
                null);
        g.dispose();
        return out;
    }

    private static void slice(Graphics2D g, LabelMap map, Slices.Pick pick, int top) {
        Stack stack = pick.stack();
        byte[] labels = stack.labels(map, pick.slice());
        BufferedImage small = new BufferedImage(stack.width(), stack.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < labels.length; i++) {
            int color = map.labels().tissue(labels[i] & 0xff).map(Tissue::color).orElse(0x0B0C0E);
            small.setRGB(i % stack.width(), i / stack.width(), color);
        }
        double width = stack.width() * stack.acrossStep();
        double height = stack.height() * stack.downStep();
        double scale = TILE / Math.max(width, height);
        int w = (int) Math.round(width * scale);
        int h = (int) Math.round(height * scale);
        g.drawImage(small, (TILE - w) / 2, top + (TILE - h) / 2, w, h, null);
    }
}
