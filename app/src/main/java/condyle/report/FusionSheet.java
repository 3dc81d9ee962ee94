package condyle.report;

import condyle.image.LabelMap;
import condyle.image.Mask;
import condyle.image.Vec;
import condyle.metric.Overlap;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cartilage of one knee in space as several answers have it, a column each; the first one is the reference.
 *
 * <p>Figure 2 of 003 (doi:10.54254/2755-2721/2025.TJ28452) shows the same.
 */
public final class FusionSheet {
    private static final int TILE = 260;
    private static final int GAP = 8;
    private static final int EDGE = 24;
    private static final int HEAD = 108;
    private static final int FOOT = 40;
    private static final String WORD = "cartilage";

    private record Look(String words, Vec toViewer) {}

    private static final List<Look> LOOKS = List.of(
            new Look("from the front", new Vec(0, 1, 0.12)),
            new Look("from behind", new Vec(0, -1, 0.12)),
            new Look("from below", new Vec(0, -0.25, -1)));

    private FusionSheet() {}

    /** Draws all tissues whose names hold the word cartilage. */
    public static BufferedImage draw(Map<String, LabelMap> answers, Caption caption) {
        int columns = answers.size();
        Pen pen = new Pen(2 * EDGE + columns * (TILE + GAP) - GAP, HEAD + LOOKS.size() * (TILE + GAP) + FOOT);
        pen.head(caption, EDGE);
        LabelMap reference = answers.values().iterator().next();
        SurfaceView framed = SurfaceView.of(reference, names(reference));
        int column = 0;
        for (Map.Entry<String, LabelMap> answer : answers.entrySet()) {
            int x = EDGE + column * (TILE + GAP);
            String name = column == 0
                    ? answer.getKey()
                    : String.format(
                            Locale.ROOT,
                            "%s, Dice %.3f",
                            answer.getKey(),
                            Overlap.of(cartilage(answer.getValue()), cartilage(reference))
                                    .dice());
            pen.text(name, x + TILE / 2.0, HEAD - 12, Pen.STRONG, Pen.TEXT, Pen.Anchor.MIDDLE);
            SurfaceView view = column == 0 ? framed : SurfaceView.of(answer.getValue(), names(answer.getValue()));
            column(pen, x, view, framed);
            column++;
        }
        for (int row = 0; row < LOOKS.size(); row++) {
            String words = LOOKS.get(row).words;
            pen.label(words, EDGE + 8, HEAD + row * (TILE + GAP) + 19, Pen.SMALL, Pen.Anchor.LEFT);
        }
        pen.foot("Smoothed surfaces, all framed as the reference is; Dice of all cartilage together", EDGE);
        return pen.done();
    }

    private static void column(Pen pen, int x, SurfaceView view, SurfaceView framed) {
        for (int row = 0; row < LOOKS.size(); row++) {
            Rectangle frame = new Rectangle(x, HEAD + row * (TILE + GAP), TILE, TILE);
            pen.graphics().drawImage(view.draw(LOOKS.get(row).toViewer, TILE, TILE, framed), frame.x, frame.y, null);
            pen.frame(frame);
        }
    }

    private static List<String> names(LabelMap map) {
        return map.labels().tissues().stream()
                .map(t -> t.name())
                .filter(n -> n.contains(WORD))
                .toList();
    }

    private static Mask cartilage(LabelMap map) {
        boolean[] in = new boolean[map.data().length];
        for (String name : names(map)) {
            boolean[] one = map.mask(name).data();
            for (int i = 0; i < in.length; i++) {
                in[i] |= one[i];
            }
        }
        return Mask.of(map.geometry(), in);
    }
}
