package condyle.measure;

import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.io.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Volume of each tissue and group of a label map, tissues first; absent tissues have volume 0. */
public record TissueVolumes(List<Row> rows) {
    /** Columns of volumes.csv. */
    public static final List<String> COLUMNS = List.of("tissue", "label", "voxels", "volume_mm3");

    /**
     * One tissue or group: its numbers in the label map, joined by {@code +}, its voxels, and their volume in mm³.
     */
    public record Row(String tissue, String label, long voxels, double volume) {}

    public TissueVolumes {
        rows = List.copyOf(rows);
    }

    /** Counts the voxels of every name that the map's scheme can tell. */
    public static TissueVolumes of(LabelMap map) {
        LabelSet labels = map.labels();
        long[] counts = map.counts();
        List<Row> rows = new ArrayList<>();
        for (String name : labels.names()) {
            BitSet numbers = labels.numbers(name).orElseThrow();
            long voxels = numbers.stream().mapToLong(n -> counts[n]).sum();
            String label = numbers.stream().mapToObj(Integer::toString).collect(Collectors.joining("+"));
            rows.add(new Row(name, label, voxels, voxels * map.geometry().voxelVolume()));
        }
        return new TissueVolumes(rows);
    }

    /** Volume in mm³, or nothing where the label scheme cannot tell the name. */
    public OptionalDouble volume(String tissueOrGroup) {
        return rows.stream()
                .filter(r -> r.tissue().equals(tissueOrGroup))
                .mapToDouble(Row::volume)
                .findFirst();
    }

    /** Writes volumes.csv. */
    public void write(Path path) throws IOException {
        Csv.write(
                path,
                COLUMNS,
                rows.stream()
                        .map(r -> List.of(r.tissue(), r.label(), Long.toString(r.voxels()), Csv.number(r.volume())))
                        .toList());
    }
}
