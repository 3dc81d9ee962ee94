package condyle.statistics;

import condyle.metric.Metric;
import condyle.metric.Score;

/** What runs are compared by: metrics of a case, two of them as absolute values, and which way is better. */
public enum Quantity {
    DICE(Metric.DICE, Better.HIGHER),
    IOU(Metric.IOU, Better.HIGHER),
    MEAN_IOU(Metric.MEAN_IOU, Better.HIGHER),
    BACKGROUND_IOU(Metric.BACKGROUND_IOU, Better.HIGHER),
    VOE(Metric.VOE, Better.LOWER),
    PRECISION(Metric.PRECISION, Better.HIGHER),
    RECALL(Metric.RECALL, Better.HIGHER),
    BOUNDARY_DICE(Metric.BOUNDARY_DICE, Better.HIGHER),
    ASSD(Metric.ASSD, Better.LOWER),
    HD95(Metric.HD95, Better.LOWER),
    VOLUME_ERROR(Metric.VOLUME_ERROR, Better.NEITHER),
    VOLUME_ERROR_PERCENT(Metric.VOLUME_ERROR_PERCENT, Better.NEITHER),
    ABSOLUTE_VOLUME_ERROR_PERCENT(Metric.VOLUME_ERROR_PERCENT, Better.LOWER),
    THICKNESS_ERROR(Metric.THICKNESS_ERROR, Better.NEITHER),
    ABSOLUTE_THICKNESS_ERROR(Metric.THICKNESS_ERROR, Better.LOWER);

    /** Which way is better. */
    public enum Better {
        HIGHER,
        LOWER,
        /** Nearer to zero: a signed error, which is described and not tested. */
        NEITHER
    }

    private final Metric metric;
    private final Better better;

    Quantity(Metric metric, Better better) {
        this.metric = metric;
        this.better = better;
    }

    /** Which way is better. */
    public Better better() {
        return better;
    }

    private boolean absolute() {
        return this == ABSOLUTE_VOLUME_ERROR_PERCENT || this == ABSOLUTE_THICKNESS_ERROR;
    }

    /** Name in files, with its unit. */
    public String key() {
        return (absolute() ? "absolute_" : "") + metric.column();
    }

    /** Name in tables, with its unit; absolute values between bars. */
    public String heading() {
        String text = metric.heading();
        int unit = text.lastIndexOf(' ');
        return absolute() ? "|" + text.substring(0, unit) + "|" + text.substring(unit) : text;
    }

    /** Digits behind the point that tables show. */
    public int decimals() {
        return metric.decimals();
    }

    /** The quantity of a case; NaN or infinite where it has none. */
    public double of(Score score) {
        double v = score.value(metric);
        return absolute() ? Math.abs(v) : v;
    }
}
