package condyle.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plain-text table of summaries: a line a tissue, columns aligned. */
final class ScoreTable {
    private static final List<Metric> SHOWN = List.of(
            Metric.DICE, Metric.VOE, Metric.VOLUME_RATIO, Metric.VOLUME_ERROR_PERCENT, Metric.ASSD, Metric.HD95);

    private ScoreTable() {}

    static String of(Map<String, Map<Metric, Summary>> summary) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("tissue", "n"));
        for (Metric m : SHOWN) {
            head.add(m.heading());
            if (m == Metric.DICE) {
                head.add("worst");
            }
        }
        lines.add(head);
        summary.forEach((tissue, metrics) -> lines.add(line(tissue, metrics)));
        StringBuilder out = new StringBuilder(align(lines));
        summary.forEach((tissue, metrics) -> out.append(leftOut(tissue, metrics)));
        return out.toString();
    }

    private static List<String> line(String tissue, Map<Metric, Summary> metrics) {
        Summary dice = metrics.get(Metric.DICE);
        List<String> line = new ArrayList<>(List.of(tissue, Integer.toString(dice.n() + dice.leftOut())));
        for (Metric m : SHOWN) {
            line.add(metrics.get(m).toString(m.decimals()));
            if (m == Metric.DICE) {
                line.add(dice.n() == 0 ? "–" : String.format(Locale.ROOT, "%.3f", dice.worst()));
            }
        }
        return line;
    }

    /** Pads each column to its widest cell; the first to the left, numbers to the right. */
    private static String align(List<List<String>> lines) {
        int columns = lines.get(0).size();
        StringBuilder out = new StringBuilder();
        int[] width = new int[columns];
        lines.forEach(l -> {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], l.get(c).length());
            }
        });
        for (List<String> l : lines) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String pad = " ".repeat(width[c] - l.get(c).length());
                line.append(c == 0 ? l.get(c) + pad : "  " + pad + l.get(c));
            }
            out.append(line).append('\n');
        }
        return out.toString();
    }

    private static String leftOut(String tissue, Map<Metric, Summary> metrics) {
        List<String> parts = new ArrayList<>();
        for (Metric m : SHOWN) {
            Summary s = metrics.get(m);
            if (s.leftOut() > 0) {
                parts.add(m.heading() + " " + s.leftOut());
            }
        }
        Summary any = metrics.get(Metric.DICE);
        return parts.isEmpty()
                ? ""
                : "left out of " + (any.n() + any.leftOut()) + " cases, " + tissue
                        + " being empty on one side or both: " + String.join(", ", parts) + "\n";
    }
}
