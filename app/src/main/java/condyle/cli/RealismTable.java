package condyle.cli;

import condyle.io.Csv;
import condyle.io.WholeFile;
import condyle.measure.Comparison;
import condyle.measure.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Synthetic knees against real ones as a table: on the terminal, as CSV and as Markdown. */
record RealismTable(List<Comparison> rows, int reals, int phantoms) {
    private static final List<String> COLUMNS = List.of(
            "measure",
            "unit",
            "real median [IQR]",
            "phantom p10",
            "p50",
            "p90",
            "[IQR]",
            "median inside",
            "IQR ratio",
            "ratio ½–3");

    /** The table in plain text. */
    String text() {
        List<List<String>> lines = new ArrayList<>(List.of(COLUMNS));
        rows.forEach(r -> lines.add(line(r)));
        return TextTable.of(lines);
    }

    private static List<String> line(Comparison c) {
        double[] real = c.real();
        double[] made = c.made();
        return List.of(
                c.measure().family() + ": " + c.measure().name(),
                c.measure().unit(),
                number(real[1]) + " [" + number(real[0]) + ", " + number(real[2]) + "]",
                number(made[0]),
                number(made[2]),
                number(made[4]),
                "[" + number(made[1]) + ", " + number(made[3]) + "]",
                c.inside() ? "yes" : "NO",
                number(c.madeRange() / c.realRange()),
                c.ratioFits() ? "yes" : "NO");
    }

    private static String number(double v) {
        if (!Double.isFinite(v)) {
            return "–";
        }
        String format = Math.abs(v) >= 1000 ? "%.0f" : Math.abs(v) >= 20 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, v);
    }

    /** How many rows pass each rule, and both. */
    String summary() {
        long inside = rows.stream().filter(Comparison::inside).count();
        long ratio = rows.stream().filter(Comparison::ratioFits).count();
        long both = rows.stream().filter(c -> c.inside() && c.ratioFits()).count();
        return String.format(
                Locale.ROOT,
                "%d of %d real medians inside the phantoms' 10th–90th percentile; interquartile range ½–3 times the "
                        + "real one in %d of %d; both in %d of %d",
                inside,
                rows.size(),
                ratio,
                rows.size(),
                both,
                rows.size());
    }

    /** How the numbers came to be. */
    String method() {
        return reals + (reals == 1 ? " real label map" : " real label maps") + " against " + phantoms
                + " phantoms, all measured at 0.7 mm, each phantom in the field of view of one of the maps, in turn; "
                + "every map counts once, also where several show one subject";
    }

    /** Writes the table with unrounded numbers. */
    void writeCsv(Path path) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (Comparison c : rows) {
            Measure m = c.measure();
            List<String> line = new ArrayList<>(List.of(m.family(), m.name(), m.unit()));
            for (double v : c.real()) {
                line.add(Csv.number(v));
            }
            for (double v : c.made()) {
                line.add(Csv.number(v));
            }
            line.add(c.inside() ? "yes" : "no");
            line.add(Csv.number(c.madeRange() / c.realRange()));
            line.add(c.ratioFits() ? "yes" : "no");
            lines.add(line);
        }
        List<String> columns = List.of(
                "family",
                "measure",
                "unit",
                "real_p25",
                "real_p50",
                "real_p75",
                "phantom_p10",
                "phantom_p25",
                "phantom_p50",
                "phantom_p75",
                "phantom_p90",
                "median_inside",
                "iqr_ratio",
                "ratio_fits");
        Csv.write(path, columns, lines);
    }

    /** Writes the table for people. */
    void writeMarkdown(Path path, String command) throws IOException {
        StringBuilder out = new StringBuilder("# Phantoms against real knees\n\n");
        out.append(sentence(summary()))
                .append("\n\n")
                .append(sentence(method()))
                .append("\n\n");
        out.append("```\n").append(command).append("\n```\n\n");
        out.append("| ").append(String.join(" | ", COLUMNS)).append(" |\n|").append("---|".repeat(COLUMNS.size()));
        for (Comparison c : rows) {
            out.append("\n| ").append(String.join(" | ", line(c))).append(" |");
        }
        out.append(
                        "\n\nVolumes, centroids and areas of femur and tibia are those within ± 30 mm of the joint line (the mean ")
                .append("height of the tibial cartilage). Centroids\nare seen from the femur's. Thickness is the mean ")
                .append("distance from covered bone to the nearest outer surface. Contact is the area within 1 mm of\n")
                .append("the opposite cartilage, the gap the median distance to it, both over the whole tibial or ")
                .append(
                        "patellar cartilage. Radii are circles fitted to the\ncondyles' bone seen from the side. Medial ")
                .append("and lateral tibial cartilage are the halves on both sides of the tibia's middle.\n");
        WholeFile.write(path, out.toString());
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
