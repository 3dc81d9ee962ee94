package condyle.measure;

/**
 * One measured number of a knee.
 *
 * @param family what kind of number, such as {@code volume}
 * @param name what of, such as {@code femoral cartilage}
 * @param unit unit of the value
 * @param value NaN where the knee has nothing to measure
 */
public record Measure(String family, String name, String unit, double value) {}
