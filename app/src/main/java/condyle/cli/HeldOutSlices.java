package condyle.cli;

import condyle.distance.ShapeInterpolation;
import condyle.image.KeptSlices;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Volume;
import condyle.io.Csv;
import condyle.io.Volumes;
import condyle.metric.Overlap;
import condyle.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Slices that a finder does not see, and how well it names them.
 *
 * @param every each so-manieth slice is seen
 * @param reference true labels, a file or a folder with files of the images' names; nothing where nothing is scored
 * @param labels what their numbers mean
 */
record HeldOutSlices(int every, Optional<Path> reference, LabelSet labels) {
    static final String FILE = "held-out.csv";

    /** What the finder sees of a scan. */
    Volume keep(Volume scan) {
        return KeptSlices.of(scan.geometry(), every).keep(scan);
    }

    @Override
    public String toString() {
        return "every " + every + ". slice seen"
                + reference.map(r -> ", scored").orElse("");
    }

    /** Dice of a tissue on the held-out slices, by a way of naming them. */
    private record Row(String way, String tissue, double dice) {}

    /** Scores of the held-out slices. */
    record Scored(int slices, List<Row> rows) {
        /** Writes held-out.csv. */
        void write(Path file) throws IOException {
            List<List<String>> lines = new ArrayList<>();
            rows.forEach(r -> lines.add(List.of(r.way, r.tissue, String.format(Locale.ROOT, "%.5f", r.dice))));
            Csv.write(file, List.of("way", "tissue", "dice"), lines);
        }

        /** The same for the report. */
        Table table() {
            List<Table.Row> lines = new ArrayList<>();
            rows.forEach(r -> lines.add(Table.Row.of(r.way, r.tissue, String.format(Locale.ROOT, "%.3f", r.dice))));
            return new Table(
                    "Held-out slices",
                    List.of("Way", "Tissue or group", "Dice"),
                    lines,
                    slices + " slices that the model did not see, each between two that it saw.");
        }
    }

    /**
     * Scores the held-out slices of what was found: by the model, by interpolating its labels of the slices that it saw, and
     * by interpolating the true labels of these.
     *
     * @return nothing where there is no reference
     */
    Optional<Scored> score(LabelMap found, Path input) throws IOException {
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        Path file = reference.get();
        if (Files.isDirectory(file)) {
            file = file.resolve(input.toAbsolutePath().normalize().getFileName());
        }
        LabelMap truth = Volumes.readLabels(file, labels);
        KeptSlices slices = KeptSlices.of(found.geometry(), every);
        try {
            found.geometry().requireSameGrid(input.getFileName().toString(), file.toString(), truth.geometry());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        List<String> names = found.labels().names().stream()
                .filter(n -> truth.labels().numbers(n).isPresent())
                .toList();
        Rows rows = new Rows(names, slices.heldOut(truth), new ArrayList<>());
        rows.add("model", slices.heldOut(found));
        rows.add("its neighbours interpolated", between(found, slices));
        rows.add("true neighbours interpolated", between(truth, slices));
        return Optional.of(new Scored((slices.count() - 1) * (every - 1), rows.all()));
    }

    private static LabelMap between(LabelMap map, KeptSlices slices) {
        return slices.heldOut(ShapeInterpolation.of(slices.keep(map), slices));
    }

    /** Scores of the tissues that both can tell. */
    private record Rows(List<String> names, LabelMap truth, List<Row> all) {
        void add(String way, LabelMap named) {
            for (String name : names) {
                double dice = Overlap.of(named.mask(name), truth.mask(name)).dice();
                if (!Double.isNaN(dice)) {
                    all.add(new Row(way, name, dice));
                }
            }
        }
    }
}
