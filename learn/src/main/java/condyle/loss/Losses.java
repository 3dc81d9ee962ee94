package condyle.loss;

import condyle.config.Registry;

/** All losses by name; each is made for a grouping of the classes. To add one, write its file and one line here. */
public final class Losses {
    public static final Registry<Grouping, Loss> ALL = Registry.<Grouping, Loss>of("loss")
            .add("boundary", Boundary.Config.DEFAULTS, Boundary::new)
            .add("confidence-penalty", ConfidencePenalty.Config.DEFAULTS, ConfidencePenalty::new)
            .add("cross-entropy", CrossEntropy.Config.DEFAULTS, CrossEntropy::new)
            .add("dice", Dice.Config.DEFAULTS, Dice::new)
            .add("dice+cross-entropy", DiceCrossEntropy.Config.DEFAULTS, DiceCrossEntropy::new)
            .add(
                    "distance-penalized-cross-entropy",
                    DistancePenalizedCrossEntropy.Config.DEFAULTS,
                    DistancePenalizedCrossEntropy::new)
            .add("focal", Focal.Config.DEFAULTS, Focal::new)
            .add("focal-tversky", FocalTversky.Config.DEFAULTS, FocalTversky::new)
            .add("logit-distance", LogitDistance.Config.TINY, LogitDistance::new)
            .add("sauna", Sauna.Config.DEFAULTS, Sauna::new)
            .add("signed-distance-l1", SignedDistanceL1.Config.TINY, SignedDistanceL1::new)
            .add("sum", WeightedSum.Config.DEFAULTS, WeightedSum::new)
            .add("top-k", TopK.Config.DEFAULTS, TopK::new)
            .add("tversky", Tversky.Config.DEFAULTS, Tversky::new);

    private Losses() {}
}
