package condyle.measure;

import condyle.image.Box;
import condyle.image.LabelSet;
import condyle.image.Mask;
import condyle.image.Vec;
import java.util.ArrayList;
import java.util.List;

/**
 * Volume, extent and place of each tissue of an aligned knee.
 *
 * <p>Volumes and centroids of femur and tibia are those of the part within ± 30 mm of the joint line; extents are those of
 * all that the field of view shows. The patella's volume is given of that part and of the whole.
 *
 * @param rows a tissue each
 * @param patellaNear volume of the patella within ± 30 mm of the joint line, mm³
 */
public record TissueSizes(List<Row> rows, double patellaNear) {
    private static final String[] AXES = {"medial–lateral", "back–front", "down–up"};
    private static final String[] DIRECTIONS = {"to lateral", "to front", "up"};

    /**
     * One tissue.
     *
     * @param volume mm³
     * @param extent between the outermost voxels' faces along x, y, z, mm
     * @param fromFemur centroid as seen from the femur's, mm
     */
    public record Row(String tissue, double volume, Vec extent, Vec fromFemur) {}

    public TissueSizes {
        rows = List.copyOf(rows);
    }

    /** Measures each tissue that the knee's scheme can tell; one that is not there has volume 0 and no extent. */
    public static TissueSizes of(AlignedKnee knee) {
        Vec femur = AlignedKnee.mean(knee.near(LabelSet.FEMUR, KneeMeasures.NEAR));
        List<Row> rows = new ArrayList<>();
        for (String tissue : knee.tissues()) {
            Mask all = knee.labels().mask(tissue);
            Mask near = KneeMeasures.longBone(tissue) ? knee.near(tissue, KneeMeasures.NEAR) : all;
            rows.add(new Row(
                    tissue, volume(near), extent(all), AlignedKnee.mean(near).minus(femur)));
        }
        return new TissueSizes(rows, volume(knee.near(LabelSet.PATELLA, KneeMeasures.NEAR)));
    }

    private static double volume(Mask set) {
        return set.count() * set.geometry().voxelVolume();
    }

    private static Vec extent(Mask set) {
        Box box = set.bounds();
        Vec s = set.geometry().spacing();
        return box == null
                ? Vec.of(Double.NaN)
                : new Vec(
                        box.size().x() * s.x(),
                        box.size().y() * s.y(),
                        box.size().z() * s.z());
    }

    /** The numbers one by one. */
    public List<Measure> measures() {
        List<Measure> out = new ArrayList<>();
        for (Row r : rows) {
            out.add(new Measure("volume", KneeMeasures.place(r.tissue), "cm³", r.volume / 1000));
            if (r.tissue.equals(LabelSet.PATELLA)) {
                out.add(new Measure("volume", r.tissue + KneeMeasures.NEAR_WORDS, "cm³", patellaNear / 1000));
            }
        }
        for (Row r : rows) {
            for (int k = 0; k < 3; k++) {
                out.add(new Measure("extent", r.tissue + ", " + AXES[k], "mm", r.extent.along(k)));
            }
        }
        for (Row r : rows) {
            for (int k = 0; k < 3 && !r.tissue.equals(LabelSet.FEMUR); k++) {
                out.add(new Measure("centroid", r.tissue + ", " + DIRECTIONS[k], "mm", r.fromFemur.along(k)));
            }
        }
        return out;
    }
}
