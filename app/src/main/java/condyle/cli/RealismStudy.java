package condyle.cli;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.io.Csv;
import condyle.io.Volumes;
import condyle.measure.AlignedKnee;
import condyle.measure.Measure;
import condyle.measure.SideEstimate;
import condyle.phantom.Realism;
import condyle.report.Caption;
import condyle.report.KneeColumn;
import condyle.report.KneeRows;
import condyle.report.Png;
import condyle.report.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Makes phantoms and compares them with real label maps, one knee at a time.
 *
 * @param maps the real label maps
 * @param labels their scheme
 * @param side of the maps whose labels do not tell it
 */
record RealismStudy(List<Pairs.Named> maps, LabelSet labels, Side side) {
    /** Knees of each kind on the contact sheet. */
    private static final int SHOWN = 10;

    /** How many phantoms, drawn from which seed. */
    record Draw(int count, long seed) {}

    /** Runs the comparison; with a folder its files are written there. */
    void run(Draw draw, Path folder, PrintWriter out, PrintWriter err) throws IOException {
        Realism realism = new Realism();
        List<List<String>> cases = new ArrayList<>();
        List<List<BufferedImage>> seen = List.of(new ArrayList<>(), new ArrayList<>());
        try (Progress progress = Progress.of("realism", err)) {
            double all = maps.size() + draw.count;
            for (int i = 0; i < maps.size(); i++) {
                progress.at(i / all, "map " + maps.get(i).name());
                AlignedKnee knee = real(maps.get(i));
                note(cases, "real", maps.get(i).name(), realism.addReal(knee));
                show(folder, knee, seen.get(0));
            }
            SplittableRandom seeds = new SplittableRandom(draw.seed);
            // While one phantom is measured the next is made.
            CompletableFuture<Void> measured = CompletableFuture.completedFuture(null);
            for (int i = 0; i < draw.count; i++) {
                progress.at((maps.size() + i) / all, "phantom " + (i + 1) + " of " + draw.count);
                String name = String.format(Locale.ROOT, "case%03d", i + 1);
                AlignedKnee knee = realism.phantom(seeds.nextLong() >>> 1, i);
                measured.join();
                measured = CompletableFuture.runAsync(() -> {
                    note(cases, "phantom", name, realism.addPhantom(knee));
                    show(folder, knee, seen.get(1));
                });
            }
            measured.join();
        }
        RealismTable table = new RealismTable(realism.compare(), realism.reals(), realism.phantoms());
        out.print(table.text());
        out.println(table.method());
        out.println(table.summary());
        if (folder != null) {
            table.writeCsv(folder.resolve("realism.csv"));
            table.writeMarkdown(folder.resolve("realism.md"), command(draw));
            Csv.write(
                    folder.resolve("cases.csv"), List.of("kind", "case", "family", "measure", "unit", "value"), cases);
            KneeRows.Row real = new KneeRows.Row("Real label maps", seen.get(0));
            KneeRows.Row made = new KneeRows.Row("Phantoms in their fields of view", seen.get(1));
            Caption caption = new Caption("Phantoms beside real knees", table.summary(), "", "");
            Png.of(KneeRows.draw(List.of(real, made), caption)).write(folder.resolve("contact-sheet.png"));
            // Real maps may often not be shown to others.
            Png.of(KneeRows.draw(List.of(made), new Caption("Phantoms", table.summary(), "", "")))
                    .write(folder.resolve("phantoms.png"));
        }
    }

    /** Draws a knee where there is a folder to put the picture into, and fewer than ten are drawn. */
    private static void show(Path folder, AlignedKnee knee, List<BufferedImage> seen) {
        if (folder != null && seen.size() < SHOWN) {
            seen.add(KneeColumn.draw(knee.labels()));
        }
    }

    private String command(Draw draw) {
        return "condyle phantom --realism LABELS… --labels " + labels.name() + " --count " + draw.count + " --seed "
                + draw.seed + " -o OUT";
    }

    private static void note(List<List<String>> cases, String kind, String name, List<Measure> measures) {
        for (Measure m : measures) {
            cases.add(List.of(kind, name, m.family(), m.name(), m.unit(), Csv.number(m.value())));
        }
    }

    private AlignedKnee real(Pairs.Named map) throws IOException {
        LabelMap read = Volumes.readLabels(map.path(), labels);
        Side estimated = SideEstimate.of(read).side();
        try {
            return AlignedKnee.of(read, estimated == Side.UNKNOWN ? side : estimated, Realism.SPACING);
        } catch (IllegalArgumentException e) {
            throw new IOException(map.path() + ": " + e.getMessage(), e);
        }
    }
}
