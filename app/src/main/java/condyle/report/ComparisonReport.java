package condyle.report;

import condyle.io.Csv;
import condyle.io.WholeFile;
import condyle.metric.ConfusionMatrix;
import condyle.statistics.Arm;
import condyle.statistics.Comparison;
import condyle.statistics.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A comparison as files: compare.csv with every number, compare.md and compare.html for people, the plots, and the confusion
 * matrices as pictures and tables.
 *
 * <p>The page is one file that needs no network and prints on A4. The same comparison gives the same bytes.
 *
 * @param provenance how it was made: a name and a value each
 */
public record ComparisonReport(Comparison comparison, Map<String, String> provenance) {
    private static final String STYLE = Html.STYLE + Svg.STYLE + """
            main, footer { max-width: 72rem; }
            h3 { font-size: .95rem; margin: 1rem 0 .3rem; color: var(--quiet); font-weight: 600; }
            nav { font-size: .85rem; margin: .6rem 0; line-height: 1.9; }
            nav a { color: inherit; margin-right: .9rem; white-space: nowrap; }
            .wide { overflow-x: auto; }
            td .small { font-size: .78rem; }
            th, td { white-space: nowrap; padding: .28rem .5rem; }
            thead th { white-space: normal; }
            table { font-size: .86rem; }
            @media print {
              table { font-size: 6.6pt; }
              thead th, td .small { font-size: 6pt; }
              th, td { padding: .4mm .9mm; }
              .small, .use, figcaption, footer { font-size: 7.5pt; }
              h3 { font-size: 8.5pt; margin: 2.5mm 0 .5mm; }
              nav { display: none; }
              figure svg { max-height: 235mm; }
            }
            """;

    /** Writes all files into a folder. */
    public void write(Path folder) throws IOException {
        ComparisonCsv.write(comparison, folder.resolve("compare.csv"));
        StripPlot.of(comparison, Quantity.DICE).write(folder.resolve("dice.svg"));
        if (comparison.arms().size() > 1) {
            DifferencePlot.of(comparison).write(folder.resolve("differences.svg"));
        }
        for (Map.Entry<Arm, String> arm : names().entrySet()) {
            AgreementPlot.of(comparison, arm.getKey()).write(folder.resolve("volume-" + arm.getValue() + ".svg"));
            ConfusionMatrix m = arm.getKey().confusion().orElse(null);
            if (m != null) {
                String file = "confusion-" + arm.getValue();
                ConfusionPicture.of(m, arm.getKey().name()).write(folder.resolve(file + ".svg"));
                List<String> columns = new ArrayList<>(List.of("reference"));
                columns.addAll(m.classes());
                Csv.write(folder.resolve(file + ".csv"), columns, ConfusionPicture.shares(m));
            }
        }
        WholeFile.write(folder.resolve("compare.md"), markdown());
        WholeFile.write(folder.resolve("compare.html"), html());
    }

    /** A name of each arm that files may have. */
    private Map<Arm, String> names() {
        Map<Arm, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Arm arm : comparison.arms()) {
            String plain = arm.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
            String bare = plain.replaceAll("^[-.]+|-+$", "");
            String base = bare.isEmpty() ? "run" : bare;
            String name = base;
            for (int n = 2; !taken.add(name); n++) {
                name = base + "-" + n;
            }
            names.put(arm, name);
        }
        return names;
    }

    private String title() {
        List<String> names = comparison.arms().stream().map(Arm::name).toList();
        return names.size() <= 3 ? String.join(" · ", names) : names.size() + " runs compared";
    }

    private String subtitle() {
        int n = comparison.subjects();
        return n + (n == 1 ? " subject, " : " subjects, ") + comparison.cases()
                + (comparison.cases() == 1 ? " case" : " cases") + ", "
                + comparison.tissues().size()
                + (comparison.tissues().size() == 1 ? " tissue or group" : " tissues and groups")
                + (comparison.arms().size() > 1 ? "; baseline: " + comparison.baseline() : "");
    }

    /** The page's text. */
    String html() {
        ComparisonTables tables = new ComparisonTables(comparison);
        ComparisonNotes notes = new ComparisonNotes(comparison);
        StringBuilder s = new StringBuilder(1 << 18);
        Html.begin(s, title() + " – comparison of runs", STYLE);
        s.append("<header>\n<h1>").append(Html.escape(title())).append("</h1>\n<p>");
        s.append(Html.escape(subtitle())).append("</p>\n<p class=\"use\">");
        s.append(Html.escape(Caption.USE)).append("</p>\n</header>\n");
        navigation(s);
        Html.warnings(s, notes.cautions());
        Html.table(s, tables.runs());
        figure(
                s,
                StripPlot.of(comparison, Quantity.DICE),
                "Dice of each subject (dots), first to third quartile with the median (box), mean with its 95 % interval (line).");
        if (comparison.arms().size() > 1) {
            figure(
                    s,
                    DifferencePlot.of(comparison),
                    "Difference from " + comparison.baseline()
                            + ", mean over subjects with 95 % interval. A filled mark: p after " + "Holm below 0.05.");
        }
        tables.empties().ifPresent(t -> Html.table(s, t));
        s.append("<section>\n<h2>How to read the tables</h2>\n<ul class=\"small\">\n");
        notes.reading().forEach(r -> s.append("<li>").append(Html.escape(r)).append("</li>\n"));
        s.append("</ul>\n</section>\n");
        for (int i = 0; i < comparison.tissues().size(); i++) {
            s.append("<section id=\"t").append(i).append("\">\n<h2>");
            String tissue = comparison.tissues().get(i);
            s.append("<span class=\"key\" style=\"background:")
                    .append(TissueColor.css(tissue))
                    .append("\"></span>")
                    .append(Html.escape(tissue))
                    .append("</h2>\n");
            tables.of(tissue).forEach(t -> Html.inner(s, t));
            s.append("</section>\n");
        }
        comparison.arms().forEach(arm -> pictures(s, arm));
        Html.provenance(s, provenance);
        Html.end(s);
        return s.toString();
    }

    private void navigation(StringBuilder s) {
        s.append("<nav aria-label=\"Tissues\">");
        for (int i = 0; i < comparison.tissues().size(); i++) {
            s.append("<a href=\"#t").append(i).append("\">");
            s.append(Html.escape(comparison.tissues().get(i))).append("</a> ");
        }
        s.append("</nav>\n");
    }

    private void pictures(StringBuilder s, Arm arm) {
        s.append("<section>\n<h2>").append(Html.escape(arm.name())).append("</h2>\n");
        figure(
                s,
                AgreementPlot.of(comparison, arm),
                "Bland–Altman plots of volume, cm³: predicted less reference over their mean, a dot a case and seed; bias (line), limits "
                        + "of agreement (dashed), their 95 % intervals (bands).");
        arm.confusion()
                .ifPresent(m -> figure(
                        s,
                        ConfusionPicture.of(m, arm.name()),
                        "Confusion matrix, per cent of the reference's voxels of each class, all cases together; colours follow the "
                                + "square root."));
        s.append("</section>\n");
    }

    private static void figure(StringBuilder s, Svg drawing, String words) {
        s.append("<figure>\n").append(drawing.inPage());
        s.append("<figcaption>").append(Html.escape(words)).append("</figcaption>\n</figure>\n");
    }

    /** The tables as Markdown, with the plots that lie beside it. */
    String markdown() {
        ComparisonTables tables = new ComparisonTables(comparison);
        ComparisonNotes notes = new ComparisonNotes(comparison);
        StringBuilder s = new StringBuilder("# ")
                .append(Markdown.escape(title()))
                .append("\n\n")
                .append(Markdown.escape(subtitle()))
                .append(". ")
                .append(Caption.USE)
                .append("\n\n");
        notes.cautions().forEach(c -> s.append("> ").append(c).append("\n>\n"));
        s.append(notes.cautions().isEmpty() ? "" : "\n");
        Markdown.table(s, "##", tables.runs());
        s.append("![Dice of each subject by tissue and run](dice.svg)\n\n");
        if (comparison.arms().size() > 1) {
            s.append("![Differences from the baseline](differences.svg)\n\n");
        }
        tables.empties().ifPresent(t -> Markdown.table(s, "##", t));
        notes.reading().forEach(r -> s.append("- ").append(Markdown.escape(r)).append('\n'));
        s.append('\n');
        for (String tissue : comparison.tissues()) {
            s.append("## ").append(Markdown.escape(tissue)).append("\n\n");
            tables.of(tissue).forEach(t -> Markdown.table(s, "###", t));
        }
        s.append("## How this was made\n\n");
        provenance.forEach((k, v) -> s.append("- ")
                .append(Markdown.escape(k))
                .append(": ")
                .append(Markdown.escape(v))
                .append('\n'));
        return s.toString();
    }
}
