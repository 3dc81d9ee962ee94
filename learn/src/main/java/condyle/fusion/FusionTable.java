package condyle.fusion;

import condyle.data.ClassMap;
import condyle.data.Targets;
import condyle.image.Tissue;
import condyle.infer.FusionRule;
import condyle.infer.FusionScore;
import condyle.infer.Plane;
import condyle.infer.Said;
import condyle.io.Csv;
import condyle.metric.ConfusionMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Planes against fusions: how well each names the voxels of annotated knees, on the networks' own grid.
 *
 * @param tissues names of the groups of classes that the labels tell apart, background's first
 * @param scores of each plane, then of each fusion
 */
public record FusionTable(List<String> tissues, Map<String, FusionScore> scores) {
    private static final List<String> COLUMNS =
            List.of("answer", "tissue", "mean_dice", "dice", "iou", "tp", "fp", "fn");

    static FusionTable of(
            List<Plane> planes, List<Said> said, Map<String, FusionRule> rules, Targets targets, ClassMap classes) {
        Map<String, FusionScore> scores = new LinkedHashMap<>();
        for (int m = 0; m < planes.size(); m++) {
            scores.put(planes.get(m).name(), FusionScore.alone(said, m));
        }
        rules.forEach((name, rule) -> scores.put(name, FusionScore.of(said, rule)));
        List<Tissue> outputs = classes.outputs().tissues();
        List<String> tissues = targets.grouping().groups().stream()
                .map(group -> group.get(0) == 0
                        ? ConfusionMatrix.BACKGROUND
                        : group.stream().map(c -> outputs.get(c - 1).name()).collect(Collectors.joining(" and ")))
                .toList();
        return new FusionTable(tissues, scores);
    }

    /** The same with more knees, of the same planes and fusions. */
    FusionTable and(FusionTable more) {
        Map<String, FusionScore> both = new LinkedHashMap<>();
        scores.forEach((answer, score) -> both.put(answer, score.and(more.scores.get(answer))));
        return new FusionTable(tissues, both);
    }

    /** Mean Dice over knees and tissues of a plane or fusion. */
    public double dice(String answer) {
        return scores.get(answer).dice();
    }

    /**
     * Rows of the columns answer, tissue, mean_dice (over knees), dice, iou, tp, fp, fn (of all knees' voxels together). The
     * row {@code all} has as dice the mean over knees and tissues, and as iou the mean over tissues and background.
     */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        scores.forEach((answer, score) -> {
            double tp = 0;
            double fp = 0;
            double fn = 0;
            for (int g = 1; g < tissues.size(); g++) {
                FusionScore.Counts c = score.pooled(g);
                rows.add(row(answer, tissues.get(g), List.of(score.dice(g), c.dice(), c.iou()), c));
                tp += c.tp();
                fp += c.fp();
                fn += c.fn();
            }
            FusionScore.Counts all = new FusionScore.Counts(tp, fp, fn);
            rows.add(row(answer, "all", List.of(score.dice(), all.dice(), score.meanIou()), all));
        });
        return rows;
    }

    private static List<String> row(String answer, String tissue, List<Double> shares, FusionScore.Counts c) {
        List<String> row = new ArrayList<>(List.of(answer, tissue));
        shares.forEach(s -> row.add(Double.isNaN(s) ? "nan" : String.format(Locale.ROOT, "%.4f", s)));
        for (double n : new double[] {c.tp(), c.fp(), c.fn()}) {
            row.add(Long.toString(Math.round(n)));
        }
        return row;
    }

    /** Names of the columns. */
    public List<String> columns() {
        return COLUMNS;
    }

    /** How often a plane or fusion took each tissue for each, voxels of all knees together. */
    public ConfusionMatrix confusion(String answer) {
        double[][] pooled = scores.get(answer).pooled();
        long[][] voxels = new long[pooled.length][pooled.length];
        for (int g = 0; g < voxels.length; g++) {
            for (int s = 0; s < voxels.length; s++) {
                voxels[g][s] = Math.round(pooled[g][s]);
            }
        }
        return ConfusionMatrix.of(tissues, voxels);
    }

    /** Writes the rows as fusion.csv, and confusion.csv: answer, reference, predicted, voxels. */
    void write(Path folder) throws IOException {
        Csv.write(folder.resolve("fusion.csv"), COLUMNS, rows());
        List<List<String>> confusions = new ArrayList<>();
        for (String answer : scores.keySet()) {
            ConfusionMatrix of = confusion(answer);
            for (int g = 0; g < tissues.size(); g++) {
                for (int s = 0; s < tissues.size(); s++) {
                    confusions.add(List.of(answer, tissues.get(g), tissues.get(s), Long.toString(of.voxels(g, s))));
                }
            }
        }
        Csv.write(folder.resolve("confusion.csv"), List.of("answer", "reference", "predicted", "voxels"), confusions);
    }
}
