package condyle.implicit;

import condyle.config.Registry;
import condyle.image.LabelSet;
import java.util.function.Consumer;

/** All functions of place by name. To add one, write its file and one line here. */
public final class Functions {
    /**
     * What a function is made for.
     *
     * @param outputs what its classes after background are
     * @param seed from which first weights and points follow
     * @param fits is told how fits went during validation
     */
    public record Given(LabelSet outputs, long seed, Consumer<FitRow> fits) {
        /** Classes with background. */
        int classes() {
            return outputs.tissues().size() + 1;
        }
    }

    /**
     * A fit that validation looked at.
     *
     * @param trained steps that the prior was trained
     * @param knee number of the knee
     * @param steps of the fit
     * @param dice mean over groups of classes, background left out
     * @param error root mean square difference of brightness, of a range from 0 to 1
     */
    public record FitRow(long trained, int knee, int steps, double dice, double error) {}

    public static final Registry<Given, KneeFunction> ALL = Registry.<Given, KneeFunction>of("function")
            .add("nisf", Nisf.Config.DEFAULTS, Nisf::new)
            .add("slice-distance", SliceDistance.Config.DEFAULTS, SliceDistance::new);

    private Functions() {}
}
