package condyle.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergingTest {
    private static final String START = "start.safetensors";

    @TempDir
    Path folder;

    private Experiment pretrained(String data) throws IOException {
        return new SmallCohort(folder)
                .experiment(
                        data,
                        "    network:",
                        "    pretrained: {file: " + data + "/" + START + ", part: ''}\n    network:");
    }

    @Test
    void pretrainedWeightsMayLieElsewhereAndMustBeTheSame() throws IOException {
        SmallCohort cohort = new SmallCohort(folder);
        Path here = cohort.cases("here");
        Path there = cohort.cases("there");
        Path plain = folder.resolve("plain");
        SmallCohort.run(cohort.experiment("here"), plain, List.of());
        Files.copy(plain.resolve("fold-1/weights.safetensors"), here.resolve(START));
        Files.copy(plain.resolve("fold-1/weights.safetensors"), there.resolve(START));
        Path one = folder.resolve("one");
        SmallCohort.run(pretrained("here"), one, List.of(1));
        Path two = folder.resolve("two");
        SmallCohort.run(pretrained("there"), two, List.of(2));
        assertThat(Merging.merge(List.of(one, two), folder.resolve("merged"))).isEmpty();

        Files.delete(there.resolve(START));
        Files.copy(plain.resolve("fold-2/weights.safetensors"), there.resolve(START));
        Path three = folder.resolve("three");
        SmallCohort.run(pretrained("there"), three, List.of(2));
        assertThatThrownBy(() -> Merging.merge(List.of(one, three), folder.resolve("none")))
                .hasMessage(three.resolve("fold-2") + ": began from other pretrained weights than "
                        + one.resolve("fold-1") + "; only folds of one start can be merged");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
