package condyle.report;

import condyle.io.Csv;
import condyle.statistics.Agreement;
import condyle.statistics.Arm;
import condyle.statistics.Comparison;
import condyle.statistics.Contrast;
import condyle.statistics.Costs;
import condyle.statistics.Empties;
import condyle.statistics.Estimate;
import condyle.statistics.Quantity;
import condyle.statistics.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** compare.csv: every number of a comparison, one row for each run, tissue and quantity. */
public final class ComparisonCsv {
    /** Its columns; what does not apply is empty. */
    public static final List<String> COLUMNS = List.of(
            "run",
            "tissue",
            "quantity",
            "value",
            "low",
            "high",
            "sd_subjects",
            "sd_folds",
            "sd_seeds",
            "subjects",
            "readings",
            "left_out",
            "difference",
            "difference_low",
            "difference_high",
            "pairs",
            "p",
            "p_holm");

    private static final String ALL = "all classes";

    private final Comparison comparison;
    private final List<List<String>> rows = new ArrayList<>();

    private ComparisonCsv(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Writes the file. */
    public static void write(Comparison comparison, Path path) throws IOException {
        Csv.write(path, COLUMNS, new ComparisonCsv(comparison).rows());
    }

    private List<List<String>> rows() {
        for (Arm arm : comparison.arms()) {
            for (String tissue : comparison.tissues()) {
                for (Quantity q : Quantity.values()) {
                    quantity(arm, tissue, q);
                }
                for (Agreement.Of of : Agreement.Of.values()) {
                    agreement(arm, tissue, comparison.agreement(arm, tissue, of));
                }
                empties(arm, tissue, comparison.empties(arm, tissue));
            }
            Comparison.MeanIou iou = comparison.meanIous().get(arm.name());
            if (iou != null) {
                row(arm, ALL, "mean_iou_without_background").spread(iou.without());
                row(arm, ALL, "mean_iou_with_background").spread(iou.with());
            }
            Costs costs = arm.costs();
            row(arm, "", "training_seconds").put("value", costs.trainingSeconds());
            row(arm, "", "seconds_per_case").put("value", costs.secondsPerCase());
            row(arm, "", "memory_mb").put("value", costs.memoryMb());
        }
        return rows;
    }

    private void quantity(Arm arm, String tissue, Quantity q) {
        Row row = row(arm, tissue, q.key()).spread(comparison.spread(arm, tissue, q));
        comparison.contrast(arm, tissue, q).ifPresent(row::contrast);
    }

    private void agreement(Arm arm, String tissue, Agreement a) {
        Map<String, Estimate> numbers = new LinkedHashMap<>();
        numbers.put("_rms_cv", a.rmsCv());
        numbers.put("_bias_" + a.of().unit(), a.bias());
        numbers.put("_lower_limit_" + a.of().unit(), a.lower());
        numbers.put("_upper_limit_" + a.of().unit(), a.upper());
        numbers.put("_icc21", a.agreement());
        numbers.put("_icc31", a.consistency());
        numbers.forEach(
                (name, e) -> row(arm, tissue, a.of().key() + name).estimate(e).put("readings", a.readings()));
    }

    private void empties(Arm arm, String tissue, Empties e) {
        row(arm, tissue, "empty_prediction").put("value", e.predictionOnly()).put("readings", e.readings());
        row(arm, tissue, "empty_reference").put("value", e.referenceOnly()).put("readings", e.readings());
        row(arm, tissue, "empty_both").put("value", e.both()).put("readings", e.readings());
    }

    private Row row(Arm arm, String tissue, String quantity) {
        Row row = new Row(new ArrayList<>(List.of(arm.name(), tissue, quantity)));
        while (row.cells.size() < COLUMNS.size()) {
            row.cells.add("");
        }
        rows.add(row.cells);
        return row;
    }

    private record Row(List<String> cells) {
        Row put(String column, double value) {
            cells.set(COLUMNS.indexOf(column), Csv.number(value));
            return this;
        }

        Row put(String column, int count) {
            cells.set(COLUMNS.indexOf(column), Integer.toString(count));
            return this;
        }

        Row estimate(Estimate e) {
            return put("value", e.value()).put("low", e.low()).put("high", e.high());
        }

        Row spread(Spread s) {
            return estimate(s.mean())
                    .put("sd_subjects", s.overSubjects())
                    .put("sd_folds", s.overFolds())
                    .put("sd_seeds", s.overSeeds())
                    .put("subjects", s.subjects())
                    .put("readings", s.readings())
                    .put("left_out", s.leftOut());
        }

        void contrast(Contrast c) {
            put("difference", c.difference().value())
                    .put("difference_low", c.difference().low())
                    .put("difference_high", c.difference().high())
                    .put("pairs", c.test().pairs())
                    .put("p", c.test().p())
                    .put("p_holm", c.holm());
        }
    }
}
