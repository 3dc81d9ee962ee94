package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** crossval, verify and what uses their folders, on three tiny synthetic knees. */
class CrossvalTest {
    private static final String YAML = """
            name: tiny
            precision: fp32
            device: cpu
            classes: [femur, tibia]
            cases: {table: cohort/cohort.csv, labels: condyle, spacing: 5}
            stages:
              - name: only
                spacing: 7
                network: {type: unet, channels: [4, 4]}
                train:
                  optimizer: {type: adamw}
                  schedule: {type: cosine, warmup: 1}
                  epoch: 2
                  phases: [{steps: 2, patch: [16, 16, 16], loss: {type: dice+cross-entropy}}]
                infer: {window: [16, 16, 16]}
            """;

    @TempDir
    static Path folder;

    private static Path experiment;
    private static Path run;
    private static Run first;

    @BeforeAll
    static void crossValidate() throws IOException {
        Run.of(
                "phantom",
                "--count",
                3,
                "--spacing",
                7,
                "--visits",
                2,
                "--revisited",
                1,
                "-o",
                folder.resolve("cohort"));
        experiment = folder.resolve("tiny.yaml");
        Files.writeString(experiment, YAML);
        run = folder.resolve("run");
        first = Run.of("crossval", experiment, "--folds", 3, "--fold", "1,3", "-o", run);
    }

    @Test
    void foldsAreToldAndSummedUp() {
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .contains("fold 1 of 3: only step 2 of 2: loss ")
                .containsPattern("fold 3 of 3: done, \\d")
                .containsPattern("run: 2 of 3 folds done, [23] cases scored; to do: fold 2\n")
                .containsPattern("femur +[23] ");
        assertThat(run.resolve("scores.txt")).exists();
        assertThat(run.resolve("fold-1/log.png")).exists();
        assertThat(run.resolve("fold-2/model.yaml")).doesNotExist();
    }

    @Test
    void verifySaysWhatIsWrongAndEndsWithOne() throws IOException {
        Run verified = Run.of("verify", run);
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.out())
                .isEqualTo("wrong: " + run.resolve("fold-2")
                        + ": fold missing: no trained model; run 'condyle crossval' with --fold 2, or --merge the folder "
                        + "that has it\n" + run + ": 1 thing is wrong\n");
        assertThat(Run.of("verify", run, "--fold", "3,1").out())
                .isEqualTo(run + ": verified folds 1, 3: nobody is on two sides, and all files are as they were\n");
        Path rest = folder.resolve("rest");
        Run.of("crossval", experiment, "--folds", 3, "--fold", 2, "-o", rest);
        Path joined = folder.resolve("joined");
        Run merged = Run.of("crossval", "--merge", run, rest, "-o", joined);
        assertThat(merged.code()).isZero();
        assertThat(merged.out()).startsWith(joined + ": 3 of 3 folds done, 4 cases scored\n");
        assertThat(Run.of("verify", joined))
                .isEqualTo(new Run(
                        0, joined + ": verified: nobody is on two sides, and all files are as they were\n", ""));
    }

    @Test
    void segmentAveragesTheFoldsAndSaysWhichIsMissing() throws IOException {
        Path out = folder.resolve("out");
        Run segmented = Run.of(
                "segment",
                folder.resolve("cohort/images/case003-visit1.nii.gz"),
                "--model",
                run,
                "--precision",
                "fp32",
                "-o",
                out);
        assertThat(segmented.err())
                .contains("condyle: " + run + ": fold 2 is missing; the mean is of the other 2\n")
                .containsPattern(
                        "condyle: case003-visit1: [12] of the 2 models were trained on this image, or chosen by it: ");
        assertThat(Files.readString(out.resolve("case003-visit1/provenance.yaml")))
                .contains("model: \"tiny, tiny\"")
                .contains("weights.safetensors 2: ");
        assertThat(Run.of("models", run).out()).contains("tiny  " + run.resolve("fold-1"), "fold 3 of 3: ");
    }

    @Test
    void wrongUsageIsOneLine() throws IOException {
        assertThat(Run.of("crossval"))
                .isEqualTo(
                        new Run(
                                2,
                                "",
                                "condyle: no experiment: expected EXPERIMENT.yaml, or --merge; see 'condyle crossval --help'\n"));
        assertThat(Run.of("crossval", experiment, "--folds", 1).err())
                .startsWith("condyle: --folds 1: expected at least 2");
        assertThat(Run.of("crossval", "--merge", run).err())
                .startsWith("condyle: --merge takes folders and -o, the folder to join them in, and no experiment");
        Path plain = folder.resolve("plain.yaml");
        Files.writeString(plain, YAML.replaceFirst("cases:.*", "phantoms: {count: 1}"));
        Run without = Run.of("crossval", plain, "-o", folder.resolve("none"));
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err())
                .isEqualTo("condyle: " + plain
                        + ": cases: missing; a cross-validation needs annotated knees: name a table, such as 'condyle "
                        + "phantom --count 24' writes\n");
        Run tooMany = Run.of("crossval", experiment, "--folds", 4, "-o", folder.resolve("none"));
        assertThat(tooMany.code()).isEqualTo(1);
        assertThat(tooMany.err())
                .isEqualTo("condyle: cases: 4 folds of 3 subjects; expected at least one subject for each fold\n");
        Run leaking = Run.of("crossval", experiment, "--from", run.resolve("fold-1"), "-o", folder.resolve("none"));
        assertThat(leaking.code()).isEqualTo(1);
        assertThat(leaking.err())
                .startsWith("condyle: " + folder.resolve("cohort/cohort.csv") + ": line ")
                .endsWith(" is one that model tiny was trained on, and is to be tested here; start from weights that "
                        + "have not seen it\n");
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(Run.of("verify", folder.resolve("none")).err())
                .isEqualTo("condyle: " + folder.resolve("none")
                        + ": no such folder; expected a run of 'condyle crossval' or 'condyle train'\n");
    }
}
