package condyle.crossval;

import condyle.data.Case;
import condyle.data.RenderedCase;
import condyle.data.Seeds;
import condyle.experiment.PeakMemory;
import condyle.experiment.Roster;
import condyle.experiment.Segmenter;
import condyle.experiment.Watch;
import condyle.image.LabelMap;
import condyle.image.Volume;
import condyle.io.Assumed;
import condyle.io.Volumes;
import condyle.metric.ConfusionMatrix;
import condyle.metric.Confusions;
import condyle.metric.Score;
import condyle.metric.Scores;
import condyle.phantom.LabelRenderer;
import condyle.train.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * The test of one fold: each case that was kept from its training is segmented and compared with its labels.
 *
 * <p>The labels are what the networks say, without {@code condyle segment}'s rules of anatomy, so that networks and losses
 * are compared and not the rules. A case without a scan is tested on an image of its labels, drawn from a seed of its own.
 * What was segmented and scored before is kept; a case that fails is taken down and does not stop the others.
 */
final class FoldTrial {
    /** Sets the image of a case without scan apart from those that training draws. */
    private static final long TEST = 0x74657374L;

    private final Roster roster;
    private final FoldRun fold;
    private final Watch watch;
    private final Map<String, FoldRun.Cost> costs;
    private final Map<String, List<Score>> scores = new LinkedHashMap<>();
    private final Map<String, ConfusionMatrix> confusions;
    private final Map<String, String> failures = new LinkedHashMap<>();

    FoldTrial(Roster roster, FoldRun fold, Watch watch) throws IOException {
        this.roster = roster;
        this.fold = fold;
        this.watch = watch;
        this.costs = fold.readCosts();
        this.confusions = new LinkedHashMap<>(fold.confused().cases());
        for (Score row : fold.scored().rows()) {
            scores.computeIfAbsent(row.caseName(), n -> new ArrayList<>()).add(row);
        }
    }

    /** Tests all cases; the failed ones come back, name and reason. */
    Map<String, String> run(Segmenter segmenter, List<Case> cases) throws IOException {
        int done = 0;
        for (Case c : cases) {
            watch.observer().preparing("test cases", done++, cases.size());
            String name = roster.name(c);
            try {
                if (test(c, name, segmenter)) {
                    write(cases);
                }
            } catch (StoppedException e) {
                throw e;
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                failures.put(name, roster.nameless(CrossValidation.reason(e)));
                watch.observer().note("case " + name + " failed: " + failures.get(name));
                fold.writeFailed(failures);
            }
        }
        watch.observer().preparing("test cases", cases.size(), cases.size());
        fold.writeFailed(failures);
        return failures;
    }

    /** Whether there is anything new. */
    private boolean test(Case c, String name, Segmenter segmenter) throws IOException {
        boolean segmented = Files.exists(fold.tissues(name)) && costs.containsKey(name);
        if (segmented && scores.containsKey(name) && confusions.containsKey(name)) {
            return false;
        }
        watch.ask("the test of case " + name);
        Assumed assumed = roster.settings().assume().given();
        LabelMap reference = Volumes.readLabels(c.labels(), roster.scheme(), assumed);
        LabelMap tissues = segmented
                ? Volumes.readLabels(fold.tissues(name), segmenter.labels())
                : segment(c, name, segmenter, reference);
        scores.put(name, Scores.of(name, tissues, reference).rows());
        confusions.put(name, ConfusionMatrix.of(tissues, reference));
        return true;
    }

    private LabelMap segment(Case c, String name, Segmenter segmenter, LabelMap reference) throws IOException {
        Volume image = image(c, reference);
        PeakMemory.forget();
        long begun = System.nanoTime();
        DoubleConsumer asking = share -> watch.ask("the test of case " + name + " was over");
        LabelMap tissues = segmenter.look(image, asking).on(image.geometry(), asking);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Volumes.write(tissues, fold.tissues(name));
        costs.put(name, new FoldRun.Cost(seconds, PeakMemory.megabytes()));
        fold.write(costs);
        return tissues;
    }

    private Volume image(Case c, LabelMap reference) throws IOException {
        if (c.image().isEmpty()) {
            long seed = Seeds.mix(c.seed(), TEST);
            RenderedCase.Settings render = roster.settings().render();
            return render.contrast().image(LabelRenderer.materials(reference, seed, c.side()), Seeds.random(seed, 1));
        }
        Volume image = Volumes.read(c.image().get(), roster.settings().assume().given());
        Volumes.requireFinite(image, c.image().get());
        return image;
    }

    /** In the order of the table, whatever was done first; the scores last, which tell that a case is done. */
    private void write(List<Case> cases) throws IOException {
        List<Score> all = new ArrayList<>();
        Map<String, ConfusionMatrix> matrices = new LinkedHashMap<>();
        for (Case c : cases) {
            String name = roster.name(c);
            all.addAll(scores.getOrDefault(name, List.of()));
            if (confusions.containsKey(name)) {
                matrices.put(name, confusions.get(name));
            }
        }
        new Confusions(matrices).write(fold.confusions());
        new Scores(all).write(fold.scores());
    }
}
