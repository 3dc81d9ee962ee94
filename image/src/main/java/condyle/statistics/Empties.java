package condyle.statistics;

import condyle.metric.Metric;
import java.util.List;

/** How many readings of a tissue hold nothing on one side or both. */
public record Empties(int readings, int referenceOnly, int predictionOnly, int both) {

    static Empties of(Arm arm, String tissue) {
        List<Value> reference = arm.values(tissue, r -> r.score().value(Metric.REFERENCE));
        List<Value> prediction = arm.values(tissue, r -> r.score().value(Metric.PREDICTION));
        int[] n = new int[4];
        for (int i = 0; i < reference.size(); i++) {
            n[(reference.get(i).value() == 0 ? 1 : 0) + (prediction.get(i).value() == 0 ? 2 : 0)]++;
        }
        return new Empties(reference.size(), n[1], n[2], n[3]);
    }

    /** Whether any reading is empty. */
    public boolean any() {
        return referenceOnly + predictionOnly + both > 0;
    }
}
