package condyle.report;

import condyle.image.LabelMap;
import condyle.image.Tissue;
import condyle.image.Volume;
import condyle.train.TrainObserver.Epoch;
import condyle.train.TrainObserver.Picture;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * One epoch of a training as a picture, after 004's: a slice of a knee never trained on three times side by side, alone,
 * with the true outlines, and with those that the network finds.
 *
 * <p>The slice is the one with the most tissues, of several the one with the most tissue; where a network sees slices, its
 * own. It follows from the truth alone, so it is the same in all epochs.
 */
final class ProgressSheet {
    private static final int TILE = 240;
    private static final int GAP = 8;
    private static final int EDGE = 16;
    private static final int HEAD = 78;
    private static final int LINE = 18;

    private final Picture picture;
    private final Stack stack;
    private final int slice;
    private final double scale;

    private ProgressSheet(Picture picture) {
        this.picture = picture;
        this.stack = stack(picture.truth());
        this.slice = slice(stack, picture.truth());
        this.scale = TILE / Math.max(stack.width() * stack.acrossStep(), stack.height() * stack.downStep());
    }

    /** Draws the picture of a stage. */
    static BufferedImage draw(String stage, Picture picture) {
        return new ProgressSheet(picture).draw(stage);
    }

    /** Sagittal, unless the patch is a slice of another plane. */
    private static Stack stack(LabelMap patch) {
        for (View view : View.values()) {
            Stack stack = Stack.of(patch.geometry(), view);
            if (stack.count() == 1) {
                return stack;
            }
        }
        return Stack.of(patch.geometry(), View.SAGITTAL);
    }

    private static int slice(Stack stack, LabelMap truth) {
        int best = stack.count() / 2;
        long most = 0;
        for (int s = 0; s < stack.count(); s++) {
            long kinds = 0;
            long voxels = 0;
            boolean[] seen = new boolean[256];
            for (byte label : stack.labels(truth, s)) {
                int number = label & 0xff;
                kinds += number > 0 && !seen[number] ? 1 : 0;
                voxels += number > 0 ? 1 : 0;
                seen[number] = true;
            }
            long worth = (kinds << 32) + voxels;
            if (worth > most) {
                most = worth;
                best = s;
            }
        }
        return best;
    }

    private BufferedImage draw(String stage) {
        Panel panel = new Panel(stack, slice, scale);
        int width = 2 * EDGE + 3 * panel.width() + 2 * GAP;
        List<List<Tissue>> tissues = tissues();
        Pen measure = new Pen(1, 1);
        List<List<List<Tissue>>> lines = Legend.lines(measure, tissues, width - 2 * EDGE);
        Pen pen = new Pen(width, HEAD + panel.height() + 12 + LINE * lines.size() + EDGE / 2);
        Epoch e = picture.epoch();
        String steps = String.format(Locale.ROOT, "%s · step %,d of %,d", stage, e.step(), e.total());
        pen.text(pen.fit(steps, Pen.STRONG, width - 2 * EDGE), EDGE, 22, Pen.STRONG, Pen.TEXT, Pen.Anchor.LEFT);
        String numbers = String.format(
                Locale.ROOT,
                "loss %.3f, in validation %.3f · Dice %.3f · rate %.1e",
                e.loss(),
                e.validationLoss(),
                e.dice(),
                e.rate());
        pen.text(pen.fit(numbers, Pen.SMALL, width - 2 * EDGE), EDGE, 41, Pen.SMALL, Pen.QUIET, Pen.Anchor.LEFT);
        Volume image = picture.image();
        LabelMap none = LabelMap.of(
                image.geometry(),
                new byte[image.geometry().size().length()],
                picture.truth().labels());
        tile(pen, panel, 0, new Tile("image", none));
        tile(pen, panel, 1, new Tile("truth", picture.truth()));
        tile(pen, panel, 2, new Tile("prediction", picture.found()));
        for (int k = 0; k < lines.size(); k++) {
            Legend.line(pen, lines.get(k), EDGE, HEAD + panel.height() + 22 + k * LINE);
        }
        return pen.done();
    }

    private record Tile(String name, LabelMap labels) {}

    private void tile(Pen pen, Panel panel, int place, Tile tile) {
        Rectangle frame = new Rectangle(EDGE + place * (panel.width() + GAP), HEAD, panel.width(), panel.height());
        pen.text(tile.name, frame.x, HEAD - 10, Pen.PLAIN, Pen.TEXT, Pen.Anchor.LEFT);
        panel.draw(pen.graphics(), frame, 0, 0, Scene.of(picture.image(), tile.labels));
        pen.frame(frame);
    }

    /** The tissues that the slice truly holds, which are the same in all epochs. */
    private List<List<Tissue>> tissues() {
        TreeSet<Integer> there = new TreeSet<>();
        for (byte label : stack.labels(picture.truth(), slice)) {
            there.add(label & 0xff);
        }
        return Legend.tissues(picture.truth().labels()).stream()
                .filter(t -> t.stream().anyMatch(one -> there.contains(one.number())))
                .toList();
    }
}
