package condyle.plan;

import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Orientation;
import condyle.image.Tissue;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Assumed;
import condyle.io.Volumes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A look at the cases of a data set, one at a time: grids, labels, and voxels that are no numbers. */
public final class Survey {
    /** A tissue so many times larger or smaller than in the others is not of the same kind. */
    private static final double ODD = 6;

    private final CaseTable table;
    private final LabelSet scheme;
    private final Assumed assumed;
    private final List<Scan> scans = new ArrayList<>();
    private String said = "";

    private Survey(CaseTable table, LabelSet scheme, Assumed assumed) {
        this.table = table;
        this.scheme = scheme;
        this.assumed = assumed;
    }

    /**
     * Starts a look at a data set whose label maps are of a scheme.
     *
     * @throws IOException if all its cases are of one subject, which cannot be both trained and validated on
     */
    public static Survey of(CaseTable table, LabelSet scheme, Assumed assumed) throws IOException {
        List<String> subjects =
                table.cases().stream().map(Case::subject).distinct().toList();
        if (subjects.size() == 1) {
            throw new IOException(table.file() + ": one subject, '" + subjects.get(0) + "', in "
                    + Words.count(table.cases().size(), "case")
                    + "; expected two at least, one of them to validate on; with one, train beside synthetic knees: "
                    + "docs/guide/fine-tune.yaml");
        }
        if (table.held().containsAll(subjects)) {
            throw new IOException(table.file() + ": all " + subjects.size()
                    + " subjects are held out to validate on; expected one at least to train on");
        }
        return new Survey(table, scheme, assumed);
    }

    /**
     * Reads a case.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    public void look(Case c) throws IOException {
        LabelMap map = Volumes.readLabels(c.labels(), scheme, assumed);
        Map<String, Double> volumes = volumes(map);
        if (volumes.isEmpty()) {
            throw new IOException(c.labels() + ": no voxel has a label; expected some of "
                    + String.join(", ", scheme.names()) + "; draw them or leave the case out");
        }
        if (c.image().isPresent()) {
            requireSameGrid(c, map.geometry());
            requireImage(Volumes.read(c.image().get(), assumed), c);
        }
        if (said.isEmpty()) {
            said = Volumes.info(c.labels(), assumed)
                    .assumed()
                    .map(words -> c.labels() + ": " + words)
                    .orElse("");
        }
        scans.add(new Scan(c, Orientation.RAS.turn(map.geometry()), volumes, tissues(map)));
    }

    private void requireSameGrid(Case c, Geometry labels) throws IOException {
        try {
            labels.requireSameGrid(
                    "labels",
                    "image",
                    Volumes.info(c.image().orElseThrow(), assumed).geometry());
        } catch (IllegalArgumentException e) {
            throw new IOException(table.where(c) + " (" + c.name() + "): " + e.getMessage(), e);
        }
    }

    private static void requireImage(Volume image, Case c) throws IOException {
        Volumes.requireFinite(image, c.image().orElseThrow());
        float first = image.data()[0];
        for (float v : image.data()) {
            if (v != first) {
                return;
            }
        }
        throw new IOException(c.image().orElseThrow() + ": all voxels are " + first + "; expected an image");
    }

    private static Map<String, Double> volumes(LabelMap map) {
        long[] counts = map.counts();
        Map<String, Double> volumes = new LinkedHashMap<>();
        for (Tissue t : map.labels().tissues()) {
            if (counts[t.number()] > 0) {
                volumes.merge(t.name(), counts[t.number()] * map.geometry().voxelVolume(), Double::sum);
            }
        }
        return volumes;
    }

    private static Vec tissues(LabelMap map) {
        boolean[] any = new boolean[map.data().length];
        for (int i = 0; i < any.length; i++) {
            any[i] = map.data()[i] != 0;
        }
        Geometry whole = map.geometry();
        Box box = Mask.of(whole, any).bounds();
        return Orientation.RAS.turn(whole.crop(box)).extent();
    }

    /** What was looked at so far. */
    List<Scan> scans() {
        return scans;
    }

    CaseTable table() {
        return table;
    }

    LabelSet scheme() {
        return scheme;
    }

    Assumed assumed() {
        return assumed;
    }

    /**
     * What does not stop a plan and should be known, a line each: images passed over, assumed and mixed spacings, maps that seem of another
     * scheme.
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(table.notes());
        if (!said.isEmpty()) {
            notes.add(said);
        }
        Spacings spacings = Spacings.of(scans);
        if (spacings.mixed()) {
            notes.add(table.file() + ": voxels of " + spacings.range() + " mm; all cases are brought to one spacing");
        }
        for (Scan scan : scans) {
            List<String> odd = odd(scan);
            if (odd.size() > 1) {
                notes.add(scan.from().labels() + ": " + String.join(", ", odd)
                        + "; is it numbered as they are? a data set has one scheme");
            }
        }
        return notes;
    }

    /** Tissues whose volume is far from that in the other cases. */
    private List<String> odd(Scan scan) {
        List<String> odd = new ArrayList<>();
        scan.volumes().forEach((name, volume) -> {
            double[] others = scans.stream()
                    .filter(s -> s != scan && s.volumes().containsKey(name))
                    .mapToDouble(s -> s.volumes().get(name))
                    .toArray();
            double usual = Spacings.percentile(others, 50);
            if (others.length > 0 && (volume > ODD * usual || volume < usual / ODD)) {
                odd.add(String.format(
                        Locale.ROOT,
                        "%s has %s cm³ where others have %s",
                        name,
                        Words.number(volume / 1000),
                        Words.number(usual / 1000)));
            }
        });
        return odd;
    }
}
