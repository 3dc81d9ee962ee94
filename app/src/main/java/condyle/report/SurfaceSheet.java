package condyle.report;

import condyle.image.Vec;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;

/** A knee's surfaces from six sides on one sheet: four of all tissues, the femur from below, the tibia from above. */
public final class SurfaceSheet {
    private static final int TILE = 420;
    private static final int GAP = 10;
    private static final int EDGE = 24;
    private static final int HEAD = 84;
    private static final int FOOT = 40;

    /** A side to look from; the words choose parts by name, none all of them. */
    private record Look(String words, Vec toViewer, List<String> names) {}

    private static final List<Look> LOOKS = List.of(
            new Look("from the front", new Vec(0, 1, 0.12), List.of()),
            new Look("from the patient's right", new Vec(1, 0, 0.12), List.of()),
            new Look("femur from below", new Vec(0, -0.25, -1), List.of("femur", "femoral")),
            new Look("from behind", new Vec(0, -1, 0.12), List.of()),
            new Look("from the patient's left", new Vec(-1, 0, 0.12), List.of()),
            new Look("tibia from above", new Vec(0, -0.25, 1), List.of("tibia", "menisc")));

    private SurfaceSheet() {}

    public static BufferedImage draw(SurfaceView surfaces, Caption caption) {
        Pen pen = new Pen(2 * EDGE + 3 * (TILE + GAP) - GAP, HEAD + 2 * (TILE + GAP) + FOOT);
        pen.head(caption, EDGE);
        for (int i = 0; i < LOOKS.size(); i++) {
            Look look = LOOKS.get(i);
            Rectangle frame = new Rectangle(EDGE + i % 3 * (TILE + GAP), HEAD + i / 3 * (TILE + GAP), TILE, TILE);
            pen.graphics().drawImage(surfaces.draw(look.toViewer, TILE, TILE, look.names), frame.x, frame.y, null);
            pen.frame(frame);
            pen.label(look.words, frame.x + 8, frame.y + 19, Pen.SMALL, Pen.Anchor.LEFT);
        }
        pen.foot("Smoothed surfaces; flat ends lie at the edge of the field of view", EDGE);
        return pen.done();
    }
}
