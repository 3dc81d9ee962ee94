package condyle.loss;

import condyle.config.Registry;

/** All losses by name; each is made for a grouping of the classes. To add one, write its file and one line here. */
public final class Losses {
    public static final Registry<Grouping, Loss> ALL = Registry.<Grouping, Loss>of("loss")
            .add("cross-entropy", CrossEntropy.Config.DEFAULTS, CrossEntropy::new)
            .add("dice", Dice.Config.DEFAULTS, Dice::new)
            .add("dice+cross-entropy", DiceCrossEntropy.Config.DEFAULTS, DiceCrossEntropy::new);

    private Losses() {}
}
