package condyle.report;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Tissue;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names, colours and volumes of the tissues, a line each; several numbers of one name are one tissue. */
final class Legend {
    private static final int LINE = 27;
    /** Pixels of a dash with the space after it, and between two names of a line. */
    private static final int MARK = 19;

    private static final int APART = 14;

    private static final List<String> GROUPS = List.of(LabelSet.CARTILAGE, LabelSet.MENISCI);

    private Legend() {}

    /** The tissues of a scheme, the numbers of one name together, in the scheme's order. */
    static List<List<Tissue>> tissues(LabelSet labels) {
        Map<String, List<Tissue>> byName = new LinkedHashMap<>();
        labels.tissues()
                .forEach(t ->
                        byName.computeIfAbsent(t.name(), n -> new ArrayList<>()).add(t));
        return List.copyOf(byName.values());
    }

    /** The same, bones first. */
    static List<List<Tissue>> drawingOrder(LabelSet labels) {
        List<List<Tissue>> all = new ArrayList<>(tissues(labels));
        all.sort((a, b) -> Boolean.compare(bone(b), bone(a)));
        return all;
    }

    private static boolean bone(List<Tissue> tissue) {
        return LabelSet.GROUPS.get(LabelSet.BONES).contains(tissue.get(0).name());
    }

    /** Volume of a tissue, in mm³. */
    static double volume(LabelMap map, long[] counts, List<Tissue> tissue) {
        return tissue.stream().mapToLong(t -> counts[t.number()]).sum()
                * map.geometry().voxelVolume();
    }

    /** A volume in words: {@code 7.3 cm³}. */
    static String cm3(double mm3) {
        return String.format(Locale.ROOT, "%.1f cm³", mm3 / 1000);
    }

    /** Draws the legend with its upper left corner at (x, y), {@code width} pixels wide. */
    static void draw(Pen pen, LabelMap map, int x, int y, int width) {
        long[] counts = map.counts();
        double base = y + 16;
        pen.text("Tissue", x, base, Pen.SMALL, Pen.QUIET, Pen.Anchor.LEFT);
        pen.text("Volume", x + width, base, Pen.SMALL, Pen.QUIET, Pen.Anchor.RIGHT);
        for (List<Tissue> tissue : tissues(map.labels())) {
            base += LINE;
            double mm3 = volume(map, counts, tissue);
            Color ink = mm3 > 0 ? Pen.TEXT : Pen.QUIET;
            pen.graphics().setColor(new Color(tissue.get(0).color()));
            pen.graphics().setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            pen.graphics().draw(new Line2D.Double(x + 2, base - 5, x + 20, base - 5));
            pen.text(tissue.get(0).name(), x + 32, base, Pen.PLAIN, ink, Pen.Anchor.LEFT);
            pen.text(mm3 > 0 ? cm3(mm3) : "not found", x + width, base, Pen.PLAIN, ink, Pen.Anchor.RIGHT);
        }
        base += LINE / 2.0;
        for (String group : GROUPS) {
            Optional<BitSet> numbers = map.labels().numbers(group);
            if (numbers.isPresent() && numbers.get().cardinality() > 1) {
                base += LINE;
                double mm3 = numbers.get().stream().mapToLong(n -> counts[n]).sum()
                        * map.geometry().voxelVolume();
                pen.text("all " + group, x + 32, base, Pen.PLAIN, Pen.QUIET, Pen.Anchor.LEFT);
                pen.text(cm3(mm3), x + width, base, Pen.PLAIN, Pen.QUIET, Pen.Anchor.RIGHT);
            }
        }
    }

    /** Tissues' names set into lines of a width, as {@link #line} writes them. */
    static List<List<List<Tissue>>> lines(Pen pen, List<List<Tissue>> tissues, int width) {
        List<List<List<Tissue>>> lines = new ArrayList<>();
        double used = width;
        for (List<Tissue> tissue : tissues) {
            double wide = MARK + pen.width(tissue.get(0).name(), Pen.SMALL) + APART;
            if (used + wide > width + APART || lines.isEmpty()) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.get(lines.size() - 1).add(tissue);
            used += wide;
        }
        return lines;
    }

    /** Writes a line of names, each after a dash of its colour, from x on, on the base line y. */
    static void line(Pen pen, List<List<Tissue>> tissues, double x, double y) {
        double at = x;
        pen.graphics().setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (List<Tissue> tissue : tissues) {
            pen.graphics().setColor(new Color(tissue.get(0).color()));
            pen.graphics().draw(new Line2D.Double(at + 2, y - 4, at + 12, y - 4));
            at += MARK + APART + pen.text(tissue.get(0).name(), at + MARK, y, Pen.SMALL, Pen.TEXT, Pen.Anchor.LEFT);
        }
    }

    /** Height of the legend of a scheme, in pixels. */
    static int height(LabelSet labels) {
        return (tissues(labels).size() + GROUPS.size() + 2) * LINE;
    }
}
