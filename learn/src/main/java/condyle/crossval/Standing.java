package condyle.crossval;

import condyle.experiment.Certificate;
import condyle.experiment.Run;
import condyle.metric.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a cross-validation is.
 *
 * @param folds how many there are
 * @param seeds how many trainings each fold has
 * @param models folders of the trained ones
 * @param missing those without a model, such as {@code fold 3}
 * @param open those that are not finished: without a model, or with cases that are not scored
 * @param scores of all cases so far
 */
public record Standing(
        int folds, int seeds, List<Path> models, List<String> missing, List<String> open, Scores scores) {
    /** Looks into the folders. */
    public static Standing of(CrossRun run) throws IOException {
        Certificate certificate = Certificate.read(run.certificate());
        List<Path> models = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> open = new ArrayList<>();
        long own = run.seed();
        List<CrossRun.Part> parts = CrossRun.parts(certificate);
        for (CrossRun.Part part : parts) {
            Run fold = run.part(part, own).run();
            String name = "fold " + part.fold() + (certificate.seeds().size() == 1 ? "" : ", seed " + part.seed());
            if (Files.exists(fold.model())) {
                models.add(fold.folder());
            } else {
                missing.add(name);
            }
            if (!run.finished(part, certificate)) {
                open.add(name);
            }
        }
        Scores scores = Files.exists(run.scores()) ? Scores.read(run.scores()) : new Scores(List.of());
        return new Standing(certificate.folds().size(), certificate.seeds().size(), models, missing, open, scores);
    }

    /** In words: {@code 4 of 5 folds done, 26 cases scored; to do: fold 3}. */
    public String words() {
        long cases = scores.rows().stream()
                .filter(r -> r.tissue().equals(scores.rows().get(0).tissue()))
                .count();
        int parts = folds * seeds;
        return parts - open.size() + " of " + parts
                + (seeds == 1 ? " folds done, " : " trainings done (" + folds + " folds, " + seeds + " seeds), ")
                + cases + (cases == 1 ? " case" : " cases") + " scored"
                + (open.isEmpty() ? "" : "; to do: " + String.join("; ", open));
    }
}
