package condyle.cli;

import condyle.distance.ClippedDistance;
import condyle.distance.DistancePenalty;
import condyle.distance.Grouped;
import condyle.distance.LengthUnit;
import condyle.distance.SaunaLabels;
import condyle.distance.SoftLabels;
import condyle.image.LabelMap;
import condyle.image.Volume;
import condyle.report.TargetSheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Which maps are drawn of a label map: the options of {@code targets}. */
final class TargetOptions {
    /** Kinds of maps. */
    enum Kind {
        PENALTY,
        DISTANCE,
        SAUNA
    }

    @Option(
            names = "--map",
            paramLabel = "KIND",
            description = {
                "penalty: 001's φ, highest at boundaries (default);",
                "distance: signed distance, cut off at --length and divided by it;",
                "sauna: soft labels, sure in thin parts as in thick ones."
            })
    private Kind kind = Kind.PENALTY;

    @Option(
            names = "--fall",
            paramLabel = "HOW",
            converter = Falls.class,
            description = "penalty: linear (default), exponential, cut-off.")
    private DistancePenalty.Fall fall = DistancePenalty.Fall.LINEAR;

    @Option(names = "--over", paramLabel = "HOW", description = "penalty: max (default), sum or mean over the tissues.")
    private DistancePenalty.Over over = DistancePenalty.Over.MAX;

    @Option(
            names = "--length",
            paramLabel = "MM",
            description = "What exponential and cut-off fall off over, and the limit of distance (default: 10 mm).")
    private double length = 10;

    @Option(names = "--form", paramLabel = "FORM", description = "sauna: c, h (default), hh.")
    private SaunaLabels.Form form = SaunaLabels.Form.H;

    /** Reads {@code cut-off} where Java has CUT_OFF. */
    static final class Falls implements ITypeConverter<DistancePenalty.Fall> {
        @Override
        public DistancePenalty.Fall convert(String text) {
            for (DistancePenalty.Fall fall : DistancePenalty.Fall.values()) {
                if (word(fall).equalsIgnoreCase(text)) {
                    return fall;
                }
            }
            throw new TypeConversionException("'" + text + "' cannot be used; expected linear, exponential, cut-off");
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Checks what the parser does not. */
    void check(Function<String, ParameterException> usage) {
        if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
            throw usage.apply("--length " + length + ": expected a number of mm above 0");
        }
    }

    /** The maps in words. */
    String words() {
        String over = String.format(Locale.ROOT, "%.4g mm", length).replaceFirst("\\.?0+ mm", " mm");
        return switch (kind) {
            case PENALTY ->
                "Distance penalty φ, " + word(fall) + (fall == DistancePenalty.Fall.LINEAR ? "" : " over " + over)
                        + ", " + word(this.over) + " of the tissues";
            case DISTANCE -> "Signed distance, cut off at " + over + " and divided by it";
            case SAUNA -> "SAUNA soft labels, form " + word(form) + ", −1 inside";
        };
    }

    TargetSheet.Range range() {
        return kind == Kind.PENALTY ? TargetSheet.Range.PENALTY : TargetSheet.Range.SIGNED;
    }

    /** A map for each compartment of a mask, and at last all combined: the penalty's own way, else the least. */
    List<TargetSheet.Named> draw(LabelMap mask) {
        int count = mask.labels().tissues().size() + 1;
        Grouped groups = new Grouped(mask.geometry(), mask.data(), count);
        List<TargetSheet.Named> maps = new ArrayList<>();
        float[] least = new float[mask.data().length];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        for (int c = 1; c < count; c++) {
            float[] map = map(groups, c);
            for (int i = 0; i < map.length; i++) {
                least[i] = Math.min(least[i], map[i]);
            }
            String name = mask.labels().tissue(c).orElseThrow().name();
            maps.add(new TargetSheet.Named(name, Volume.of(mask.geometry(), map)));
        }
        float[] combined = kind == Kind.PENALTY ? recipe().draw(0, groups) : least;
        maps.add(new TargetSheet.Named("combined", Volume.of(mask.geometry(), combined)));
        return maps;
    }

    private SoftLabels recipe() {
        return switch (kind) {
            case PENALTY -> new DistancePenalty(fall, length, over, LengthUnit.MM);
            case DISTANCE -> new ClippedDistance(length, LengthUnit.MM, 0);
            case SAUNA -> new SaunaLabels(form);
        };
    }

    private float[] map(Grouped groups, int compartment) {
        return kind == Kind.PENALTY ? recipe().draw(0, groups.only(compartment)) : recipe().draw(compartment, groups);
    }
}
