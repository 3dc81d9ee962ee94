package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** compare on evaluations of small label maps. */
class CompareTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void evaluate() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Samples.labels(folder.resolve("truth/" + name + ".nii.gz"), 1, 1, 1, 4, 4, 4);
            Samples.labels(folder.resolve("good/" + name + ".nii.gz"), 1, 1, 1, 4, 4, name.equals("a") ? 0 : 4);
            Samples.labels(folder.resolve("bad/" + name + ".nii.gz"), 1, 1, 0, name.equals("c") ? 0 : 4);
        }
        for (String run : List.of("good", "bad")) {
            assertThat(Run.of(
                                    "evaluate",
                                    "--prediction",
                                    folder.resolve(run),
                                    "--reference",
                                    folder.resolve("truth"),
                                    "-o",
                                    folder.resolve("runs/" + run))
                            .code())
                    .isZero();
        }
    }

    private Run compare(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "compare";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "-o";
        all[all.length - 1] = folder.resolve("out");
        return Run.of(all);
    }

    @Test
    void runsStandBesideEachOtherInTablesPagesAndPlots() throws IOException {
        Run run = compare(folder.resolve("runs/good"), folder.resolve("runs/bad"));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("good").contains("3 subjects, 3 cases");
        Path out = folder.resolve("out");
        assertThat(Files.list(out).map(p -> p.getFileName().toString()).sorted())
                .containsExactly(
                        "compare.csv",
                        "compare.html",
                        "compare.md",
                        "confusion-bad.csv",
                        "confusion-bad.svg",
                        "confusion-good.csv",
                        "confusion-good.svg",
                        "dice.svg",
                        "differences.svg",
                        "volume-bad.svg",
                        "volume-good.svg");
        List<String> rows = Files.readAllLines(out.resolve("compare.csv"));
        assertThat(rows.get(0)).startsWith("run,tissue,quantity,value,low,high,sd_subjects");
        assertThat(rows)
                .anyMatch(r -> r.startsWith("good,femoral cartilage,dice,0.933333,"))
                .anyMatch(r -> r.startsWith("bad,femoral cartilage,empty_prediction,1,"))
                .anyMatch(r -> r.matches("bad,femoral cartilage,assd_mm,[^,]+,.*,2,3,1,.*"));
        assertThat(Files.readString(out.resolve("compare.html")))
                .contains("For research use only; not a medical device.")
                .contains("Only 3 subjects")
                .contains("Empty cases")
                .contains("Each case counts as a subject of its own")
                .doesNotContain("http");
        assertThat(Files.readString(out.resolve("compare.md")))
                .contains("### Difference from good")
                .contains("![Dice of each subject by tissue and run](dice.svg)");
        assertThat(Files.readAllLines(out.resolve("confusion-bad.csv")))
                .anyMatch(r -> r.startsWith("femur,0.333333,0.666667,"));
    }

    @Test
    void sameScoresGiveTheSameBytes() throws IOException {
        compare(folder.resolve("runs/good"), folder.resolve("runs/bad"));
        byte[] page = Files.readAllBytes(folder.resolve("out/compare.html"));
        byte[] csv = Files.readAllBytes(folder.resolve("out/compare.csv"));
        compare(folder.resolve("runs/good"), folder.resolve("runs/bad"));
        assertThat(Files.readAllBytes(folder.resolve("out/compare.html"))).isEqualTo(page);
        assertThat(Files.readAllBytes(folder.resolve("out/compare.csv"))).isEqualTo(csv);
    }

    @Test
    void rowsMayBeNamedTheBaselineChosenAndTissuesToo() throws IOException {
        Run run = compare(
                "first=" + folder.resolve("runs/good"),
                "second=" + folder.resolve("runs/bad"),
                "--baseline",
                "second",
                "--tissue",
                "femur");
        assertThat(run.code()).isZero();
        String page = Files.readString(folder.resolve("out/compare.md"));
        assertThat(page)
                .contains("Difference from second")
                .contains("| first |")
                .doesNotContain("femoral cartilage");
        assertThat(compare(folder.resolve("runs/good"), "--baseline", "unet").err())
                .isEqualTo("condyle: no run 'unet' to be the baseline; known: good\n");
    }

    @Test
    void subjectsComeFromATable() throws IOException {
        Path table = folder.resolve("cohort.csv");
        Files.writeString(table, "case,subject\na,p\nb,p\nc,q\n");
        assertThat(compare(folder.resolve("runs/good"), "--cases", table).out()).contains("2 subjects, 3 cases");
    }

    @Test
    void runsThatCannotBeComparedAreOneLine() throws IOException {
        Samples.labels(folder.resolve("truth/d.nii.gz"), 1, 1);
        Samples.labels(folder.resolve("good/d.nii.gz"), 1, 1);
        Run.of(
                "evaluate",
                "--prediction",
                folder.resolve("good"),
                "--reference",
                folder.resolve("truth"),
                "-o",
                folder.resolve("runs/more"));
        Run run = compare(folder.resolve("runs/good"), folder.resolve("runs/more"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("condyle: " + folder.resolve("runs/good") + " and " + folder.resolve("runs/more")
                        + " were scored on other cases: only the second has d; expected the same\n");
        assertThat(compare(folder.resolve("runs/none")).err())
                .isEqualTo("condyle: " + folder.resolve("runs/none") + ": no such file or folder\n");
        assertThat(compare(folder.resolve("runs/good"), folder.resolve("runs/good"))
                        .err())
                .contains("are both runs of 'good', and neither says its seed")
                .hasLineCount(1);
        assertThat(compare(folder.resolve("runs/good"), "--resamples", "5").code())
                .isEqualTo(2);
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
