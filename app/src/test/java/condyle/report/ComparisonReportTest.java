package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.metric.ConfusionMatrix;
import condyle.metric.Metric;
import condyle.metric.Score;
import condyle.statistics.Arm;
import condyle.statistics.Comparison;
import condyle.statistics.Costs;
import condyle.statistics.Quantity;
import condyle.statistics.Reading;
import condyle.statistics.ScoredRun;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonReportTest {
    private static final ConfusionMatrix MATRIX =
            ConfusionMatrix.of(List.of("background", "femur"), new long[][] {{990, 10}, {1, 3}});

    @TempDir
    private Path folder;

    private static ScoredRun run(String name, String seed, double... dice) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < dice.length; i++) {
            Map<Metric, Double> v = new EnumMap<>(Metric.class);
            v.put(Metric.DICE, dice[i]);
            v.put(Metric.IOU, dice[i] / (2 - dice[i]));
            v.put(Metric.REFERENCE, 1000.0 * (i + 1));
            v.put(Metric.PREDICTION, 1000.0 * (i + 1) * dice[i]);
            readings.add(new Reading("s" + i, Integer.toString(i % 2), new Score("c" + i, "femur", v)));
        }
        Map<String, ConfusionMatrix> m = name.equals("b") ? Map.of() : Map.of("c0", MATRIX);
        return new ScoredRun(name, seed, name, readings, m, new Costs(7200, 12, 2048));
    }

    private static Comparison comparison() {
        return Comparison.of(
                Arm.pool(List.of(
                        run("a<1>", "1", 0.91, 0.92, 0.93, 0.94, 0.95, 0.9, 0.92, 0.93, 0.91, 0.9),
                        run("a<1>", "2", 0.92, 0.93, 0.94, 0.95, 0.96, 0.91, 0.93, 0.94, 0.92, 0.91),
                        run("b", "1", 0.8, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.81, 0.82, 0.8))),
                new Comparison.Settings("a<1>", 200, 1));
    }

    @Test
    void elementsOpenAndCloseInOrder() throws Exception {
        String html = new ComparisonReport(comparison(), Map.of("program", "x & y")).html();
        String xml = html.replace("<!DOCTYPE html>", "").replaceAll("<(meta)([^>]*)>", "<$1$2/>");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(html)
                .contains("<h1>a&lt;1&gt; · b</h1>")
                .contains("<dd>x &amp; y</dd>")
                .contains(Caption.USE);
        assertThat(html)
                .contains("<td>2<br/><span class=\"small\">1, 2</span></td>")
                .contains("<td>2.0 h</td>");
    }

    @Test
    void namesOfRunsAreNoMarksInTheMarkdown() {
        assertThat(new ComparisonReport(comparison(), Map.of()).markdown())
                .startsWith("# a&lt;1> · b\n\n")
                .contains("; baseline: a&lt;1>. For research use only");
    }

    @Test
    void differenceThatHoldsIsMarked() {
        Table t = new ComparisonTables(comparison()).of("femur").get(3);
        assertThat(t.title()).isEqualTo("Difference from a<1>");
        assertThat(t.rows()).hasSize(1);
        assertThat(t.header()).startsWith("run", "Dice ↑");
        assertThat(t.rows().get(0).cells().get(1))
                .startsWith("−0.1")
                .contains(" *\n−0.1")
                .endsWith("\np 0.006 (0.006)");
    }

    @Test
    void overlapTellsItsDeviationOverFoldsAndSeedsAndWhoHasOneSeed() {
        Table t = new ComparisonTables(comparison()).of("femur").get(0);
        assertThat(t.header())
                .containsSubsequence("Dice, folds", "Dice, seeds", "IoU, folds", "IoU, seeds")
                .containsOnlyOnce("Dice");
        assertThat(t.rows().get(1).cells().get(t.header().indexOf("IoU, seeds")))
                .isEqualTo("–");
        assertThat(new ComparisonNotes(comparison()).cautions())
                .contains("One seed: b: what another seed would change is not known.");
    }

    @Test
    void testsThatCannotSayAnythingAreTold() {
        List<ScoredRun> runs = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            runs.add(run(name, "1", 0.91, 0.92, 0.93, 0.94, 0.95, 0.9, 0.92, 0.93));
        }
        String caution =
                "Corrected for the 7 tests of a quantity no p can be below 0.055, whatever the difference: look at "
                        + "the intervals, or compare fewer runs, or one tissue (--tissue).";
        Comparison.Settings settings = new Comparison.Settings("a", 200, 1);
        assertThat(new ComparisonNotes(Comparison.of(Arm.pool(runs), settings)).cautions())
                .contains(caution);
        assertThat(new ComparisonNotes(Comparison.of(Arm.pool(runs.subList(0, 7)), settings)).cautions())
                .noneMatch(c -> c.startsWith("Corrected"));
    }

    @Test
    void drawingsAreFilesOfTheirOwnAndNamesOfRunsAreMadeSafe() throws Exception {
        new ComparisonReport(comparison(), Map.of()).write(folder);
        for (String file :
                List.of("dice.svg", "differences.svg", "volume-a-1.svg", "volume-b.svg", "confusion-a-1.svg")) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve(file).toFile());
        }
        assertThat(folder.resolve("confusion-b.svg")).doesNotExist();
        assertThat(Files.readAllLines(folder.resolve("confusion-a-1.csv")))
                .containsExactly("reference,background,femur", "background,0.99,0.01", "femur,0.25,0.75");
    }

    @Test
    void runsWhoseNamesHaveNoLetterForAFileAreNumbered() throws Exception {
        List<ScoredRun> runs = List.of(run("膝", "1", 0.9, 0.8), run("骨", "1", 0.8, 0.7));
        Comparison both = Comparison.of(Arm.pool(runs), new Comparison.Settings("膝", 100, 1));
        new ComparisonReport(both, Map.of()).write(folder);
        assertThat(folder.resolve("volume-run.svg")).exists();
        assertThat(folder.resolve("volume-run-2.svg")).exists();
    }

    @Test
    void everySubjectIsADot() throws Exception {
        Path file = folder.resolve("dice.svg");
        StripPlot.of(comparison(), Quantity.DICE).write(file);
        assertThat(Files.readString(file).split("r=\"2.4\"")).hasSize(2 * 10 + 1);
    }

    @Test
    void markdownEscapesWhatWouldBeMarks() {
        StringBuilder s = new StringBuilder();
        Markdown.table(s, "##", new Table("t_1", List.of("a|b", "c"), List.of(Table.Row.of("x*", "1\n2")), ""));
        assertThat(s.toString()).isEqualTo("## t\\_1\n\n| a\\|b | c |\n|---|---:|\n| x\\* | 1<br>2 |\n\n");
    }
}
