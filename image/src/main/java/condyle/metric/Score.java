package condyle.metric;

import condyle.image.Mask;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** All metrics of one tissue or group in one case. */
public record Score(String caseName, String tissue, Map<Metric, Double> values) {
    public Score {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /**
     * Compares the two sets of one tissue: all metrics but those of thickness, which need the bones around.
     *
     * @param grid number of voxels of the whole grid, of which the masks show the part that holds both sets
     */
    static Map<Metric, Double> of(Mask prediction, Mask reference, long grid) {
        Overlap o = Overlap.of(prediction, reference).in(grid);
        SurfaceDistances d = SurfaceDistances.of(prediction, reference);
        Map<Metric, Double> v = new EnumMap<>(Metric.class);
        v.put(Metric.DICE, o.dice());
        v.put(Metric.IOU, o.iou());
        v.put(Metric.VOE, o.voe());
        v.put(Metric.VOLUME_ERROR, o.volumeError());
        v.put(Metric.VOLUME_ERROR_PERCENT, o.volumeErrorPercent());
        v.put(Metric.VOLUME_RATIO, o.volumeRatio());
        v.put(Metric.ASSD, d.assd());
        v.put(Metric.HD95, d.hd95());
        v.put(Metric.REFERENCE, o.referenceVolume());
        v.put(Metric.PREDICTION, o.predictionVolume());
        v.put(Metric.PRECISION, o.precision());
        v.put(Metric.RECALL, o.recall());
        v.put(Metric.BACKGROUND_IOU, o.backgroundIou());
        v.put(Metric.MEAN_IOU, o.meanIou());
        v.put(Metric.BOUNDARY_DICE, BoundaryDice.of(prediction, reference));
        return v;
    }

    /** Value of a metric; NaN where it has none. */
    public double value(Metric metric) {
        return values.getOrDefault(metric, Double.NaN);
    }
}
