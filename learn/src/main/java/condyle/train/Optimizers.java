package condyle.train;

import condyle.config.Registry;
import condyle.tensor.AdamW;
import condyle.tensor.Optimizer;
import condyle.tensor.Sgd;
import condyle.tensor.Tensor;
import java.util.SortedMap;

/** The optimizers known by name; each is given the parameters to move. */
public final class Optimizers {
    public static final Registry<SortedMap<String, Tensor>, Optimizer> ALL =
            Registry.<SortedMap<String, Tensor>, Optimizer>of("optimizer")
                    .add("adamw", AdamW.Config.DEFAULTS, (c, parameters) -> new AdamW(parameters, c))
                    .add("sgd", Sgd.Config.DEFAULTS, (c, parameters) -> new Sgd(parameters, c));

    private Optimizers() {}
}
