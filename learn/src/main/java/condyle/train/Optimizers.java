package condyle.train;

import condyle.config.Registry;
import condyle.tensor.Adam;
import condyle.tensor.AdamW;
import condyle.tensor.Optimizer;
import condyle.tensor.RmsProp;
import condyle.tensor.Sgd;
import condyle.tensor.Tensor;
import java.util.SortedMap;

/** The optimizers known by name; each is given the parameters to move. */
public final class Optimizers {
    public static final Registry<SortedMap<String, Tensor>, Optimizer> ALL =
            Registry.<SortedMap<String, Tensor>, Optimizer>of("optimizer")
                    .add("adam", Adam.Config.DEFAULTS, (c, parameters) -> new Adam(parameters, c))
                    .add("adamw", AdamW.Config.DEFAULTS, (c, parameters) -> new AdamW(parameters, c))
                    .add("rmsprop", RmsProp.Config.DEFAULTS, (c, parameters) -> new RmsProp(parameters, c))
                    .add("sgd", Sgd.Config.DEFAULTS, (c, parameters) -> new Sgd(parameters, c));

    private Optimizers() {}
}
