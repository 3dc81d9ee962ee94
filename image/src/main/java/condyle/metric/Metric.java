package condyle.metric;

import java.util.function.DoubleUnaryOperator;

/** A number of {@link Scores}: its column in scores.csv, its heading in tables, and which value is the worse one. */
public enum Metric {
    DICE("dice", "Dice", 3, v -> -v),
    IOU("iou", "IoU", 3, v -> -v),
    VOE("voe", "VOE", 3, v -> v),
    VOLUME_ERROR("volume_error_mm3", "volume error mm³", 0, Math::abs),
    VOLUME_ERROR_PERCENT("volume_error_percent", "volume error %", 1, Math::abs),
    VOLUME_RATIO("volume_ratio", "volume ratio", 3, v -> Math.abs(Math.log(v))),
    ASSD("assd_mm", "ASSD mm", 2, v -> v),
    HD95("hd95_mm", "HD95 mm", 2, v -> v),
    REFERENCE("reference_mm3", "reference mm³", 0, v -> -v),
    PREDICTION("prediction_mm3", "prediction mm³", 0, v -> -v),
    PRECISION("precision", "precision", 3, v -> -v),
    RECALL("recall", "recall", 3, v -> -v),
    BACKGROUND_IOU("background_iou", "background IoU", 3, v -> -v),
    MEAN_IOU("mean_iou", "mean IoU", 3, v -> -v),
    BOUNDARY_DICE("boundary_dice", "boundary Dice", 3, v -> -v),
    THICKNESS_ERROR("thickness_error_mm", "thickness error mm", 3, Math::abs),
    REFERENCE_THICKNESS("reference_thickness_mm", "reference thickness mm", 2, v -> -v),
    PREDICTION_THICKNESS("prediction_thickness_mm", "predicted thickness mm", 2, v -> -v);

    private final String column;
    private final String heading;
    private final int decimals;
    private final DoubleUnaryOperator badness;

    Metric(String column, String heading, int decimals, DoubleUnaryOperator badness) {
        this.column = column;
        this.heading = heading;
        this.decimals = decimals;
        this.badness = badness;
    }

    /** Name of the column in scores.csv, with its unit. */
    public String column() {
        return column;
    }

    /** Name in tables, with its unit. */
    public String heading() {
        return heading;
    }

    /** Digits behind the point that tables show. */
    public int decimals() {
        return decimals;
    }

    /** Larger for a worse value; of volumes the smallest counts as the worst. */
    double badness(double value) {
        return badness.applyAsDouble(value);
    }
}
