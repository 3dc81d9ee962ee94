package condyle.implicit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Mean scores of fits over knees, by numbers of steps: from it the number of steps is learnt. */
final class FitCurve {
    /** Means over knees after so many steps. */
    record Point(int steps, double dice, double error) {}

    private final SortedMap<Integer, List<Functions.FitRow>> rows = new TreeMap<>();

    void add(Functions.FitRow row) {
        rows.computeIfAbsent(row.steps(), s -> new ArrayList<>()).add(row);
    }

    private Point point(int steps) {
        return new Point(steps, mean(steps, Functions.FitRow::dice), mean(steps, Functions.FitRow::error));
    }

    private double mean(int steps, ToDoubleFunction<Functions.FitRow> of) {
        return rows.get(steps).stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    /** The first number of steps, above 0 where there is one, at which Dice is highest. */
    Point best() {
        Point best = point(rows.firstKey());
        for (int steps : rows.keySet()) {
            Point p = point(steps);
            best = p.dice > best.dice || steps > 0 && best.steps == 0 ? p : best;
        }
        return best;
    }

    /** The last number of steps looked at that is not above the one given. */
    Point near(int steps) {
        return point(rows.headMap(steps + 1).lastKey());
    }
}
