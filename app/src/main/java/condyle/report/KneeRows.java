package condyle.report;

import java.awt.image.BufferedImage;
import java.util.List;

/** Rows of {@link KneeColumn}s, each row with a line of words above. */
public final class KneeRows {
    private static final int GAP = 6;
    private static final int EDGE = 24;
    private static final int HEAD = 84;
    private static final int WORDS = 26;
    private static final int FOOT = 40;

    private KneeRows() {}

    /** One row: what it shows, and its knees. */
    public record Row(String words, List<BufferedImage> knees) {}

    public static BufferedImage draw(List<Row> rows, Caption caption) {
        int most = rows.stream().mapToInt(r -> r.knees.size()).max().orElse(1);
        int width = Math.max(700, 2 * EDGE + most * (KneeColumn.TILE + GAP) - GAP);
        int block = WORDS + KneeColumn.HEIGHT + 2 * GAP;
        Pen pen = new Pen(width, HEAD + rows.size() * block + FOOT);
        pen.head(caption, EDGE);
        int top = HEAD;
        for (Row row : rows) {
            pen.text(row.words, EDGE, top + 14, Pen.STRONG, Pen.TEXT, Pen.Anchor.LEFT);
            for (int i = 0; i < row.knees.size(); i++) {
                pen.graphics().drawImage(row.knees.get(i), EDGE + i * (KneeColumn.TILE + GAP), top + WORDS, null);
            }
            top += block;
        }
        pen.foot("Medial and lateral slice (anterior left), surfaces from the front, femur from below", EDGE);
        return pen.done();
    }
}
