package condyle.cli;

import condyle.image.LabelMap;
import condyle.image.Side;
import condyle.measure.Plausibility;
import condyle.measure.SideEstimate;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found in a case, and what speaks against it.
 *
 * @param side in words, with where it is known from
 * @param implausible what no knee has, a line each
 * @param notes what to check besides, a line each
 */
record Finding(LabelMap tissues, String side, List<String> implausible, List<String> notes) {
    /** The side as someone says it, unknown where no one does. */
    record Said(Side side, String by) {
        static final Said NOTHING = new Said(Side.UNKNOWN, "");
    }

    static Finding of(LabelMap tissues, Said said) {
        SideEstimate estimate = SideEstimate.of(tissues);
        List<String> notes = new ArrayList<>();
        String side = estimate.toString();
        if (said.side() != Side.UNKNOWN) {
            if (estimate.side() == said.side() || estimate.side() == Side.UNKNOWN) {
                side = said.side() + " (" + said.by() + ")";
            } else {
                notes.add("side: " + said.side() + " (" + said.by() + "), but the anatomy looks like a "
                        + estimate.side() + " knee: " + estimate.reason());
            }
        }
        boolean empty = tissues.counts()[0] == tissues.data().length;
        List<String> against = empty ? List.of("no tissue was found") : Plausibility.check(tissues);
        return new Finding(tissues, side, against, notes);
    }

    /** The same with more notes. */
    Finding noted(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Finding(tissues, side, implausible, all);
    }

    boolean plausible() {
        return implausible.isEmpty();
    }
}
