package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.phantom.Knee;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What segment does with its cases, whatever finds the tissues. */
class SegmentationTest {
    /** A right knee whose image is its labels. */
    private static Volume knee;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void makeKnee() {
        Knee subject = Knee.of(5, Side.RIGHT);
        Geometry grid = subject.grid(1.5);
        byte[] labels = subject.materials(grid).labels().data();
        float[] data = new float[labels.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = labels[i];
        }
        knee = Volume.of(grid, data);
    }

    @Test
    void caseGetsItsFilesAndARowInTheCohort() throws IOException {
        assertThat(segment(new LabelReader("a"), Side.UNKNOWN, knee("case01.nii.gz")))
                .isZero();
        assertThat(names(results().resolve("case01")))
                .containsExactly("overview.png", "provenance.yaml", "report.html", "tissues.nii.gz", "volumes.csv");
        assertThat(names(results())).containsExactly("case01", "cohort.csv");
        assertThat(read("case01/provenance.yaml"))
                .contains("for research use only; not a medical device")
                .contains("side: \"right (estimated)\"")
                .contains("case01.nii.gz: ");
        assertThat(read("case01/report.html"))
                .contains("Side: right (estimated)")
                .contains("femoral cartilage")
                .contains("not a medical device")
                .doesNotContain("Check before use");
        assertThat(read("case01/volumes.csv")).startsWith("tissue,label,voxels,volume_mm3\nfemur,1,");
        List<String> cohort = read("cohort.csv").lines().toList();
        assertThat(cohort.get(0)).startsWith("case,status,side,message,femur_mm3,");
        assertThat(cohort.get(1)).startsWith("case01,ok,right (estimated),,");
        assertThat(Volumes.readLabels(results().resolve("case01/tissues.nii.gz"), LabelSet.CONDYLE)
                        .geometry())
                .isEqualTo(Volumes.info(folder.resolve("case01.nii.gz")).geometry());
    }

    @Test
    void finishedCaseIsPassedOverUntilModelOrInputChange() throws IOException {
        Path image = knee("case01.nii.gz");
        segment(new LabelReader("a"), Side.UNKNOWN, image);
        Path report = results().resolve("case01/report.html");
        Files.writeString(report, "mine");
        assertThat(segment(new LabelReader("a"), Side.UNKNOWN, image)).isZero();
        assertThat(report).hasContent("mine");
        assertThat(out.toString()).contains("case01: done already: ");
        segment(new LabelReader("b"), Side.UNKNOWN, image);
        assertThat(out.toString())
                .contains("case01: done anew, for an earlier run differs: model was a, is b; "
                        + "weights.safetensors of the model has other contents\n");
        assertThat(Files.readString(report)).contains("<h1>case01</h1>");
        assertThat(names(results())).containsExactly("case01", "cohort.csv");
        Volumes.write(Volume.of(knee.geometry(), knee.data().clone()), image);
        knee("case01.nii");
        segment(new LabelReader("b"), Side.UNKNOWN, folder.resolve("case01.nii"));
        assertThat(names(results())).containsExactly("case01", "case01-2", "cohort.csv");
        assertThat(out.toString())
                .contains("case01-2: named so because another input or other files have the name case01\n");
    }

    @Test
    void finishedCaseOfAnotherProgramIsDoneAnew() throws IOException {
        Path image = knee("case01.nii.gz");
        segment(new LabelReader("a"), Side.UNKNOWN, image);
        Path provenance = results().resolve("case01/provenance.yaml");
        String now = read("case01/provenance.yaml");
        Files.writeString(provenance, now.replaceAll("(?m)^version: .*", "version: 0.0.1"));
        segment(new LabelReader("a"), Side.UNKNOWN, image);
        assertThat(out.toString())
                .contains("case01: done anew, for an earlier run differs: program was 0.0.1 (commit ");
        assertThat(provenance).hasContent(now);
    }

    @Test
    void caseThatFailsLeavesNothingAndTheNextIsDone() throws IOException {
        Path broken = Samples.image(folder.resolve("broken.nii"), 10);
        Path nan = Samples.image(folder.resolve("nan.nii"), Float.NaN);
        Path missing = folder.resolve("missing.nii");
        assertThat(segment(new LabelReader("a"), Side.UNKNOWN, missing, broken, nan, knee("good.nii.gz")))
                .isEqualTo(1);
        assertThat(names(results())).containsExactly("cohort.csv", "good");
        assertThat(err.toString().lines())
                .contains(
                        "condyle: " + missing + ": no such file or folder",
                        "condyle: " + broken + ": finder broke",
                        "condyle: 3 of 4 cases need attention:",
                        "  " + broken + ": finder broke")
                .noneMatch(l -> l.contains("\tat "));
        assertThat(read("cohort.csv").lines())
                .anyMatch(l -> l.startsWith("broken,failed,,broken.nii: finder broke"))
                .anyMatch(l -> l.startsWith("nan,failed,,") && l.contains("720 voxels are NaN"))
                .anyMatch(l -> l.startsWith("missing,failed,,missing.nii: no such file or folder"))
                .anyMatch(l -> l.startsWith("good,ok,"));
    }

    @Test
    void whatIsNoKneeIsWrittenMarkedAndGivesOne() throws IOException {
        Path phantom = Samples.image(folder.resolve("bottle.nii"), 1);
        assertThat(segment(new LabelReader("a"), Side.UNKNOWN, phantom)).isEqualTo(1);
        assertThat(read("bottle/report.html"))
                .contains("Check before use")
                .contains("not plausible: femur: 0.7 cm³, expected");
        assertThat(read("cohort.csv")).contains("bottle,implausible,unknown,");
        assertThat(err.toString()).contains("condyle: bottle: not plausible as a knee: femur: ");
        assertThat(segment(new LabelReader("a"), Side.UNKNOWN, phantom)).isEqualTo(1);
        assertThat(out.toString()).contains("done already");
    }

    @Test
    void equalNamesAreNumberedAndForeignFoldersLeftAlone() throws IOException {
        Path first = knee("a/knee.nii.gz");
        Path second = knee("b/knee.nii.gz");
        Files.createDirectories(results().resolve("knee"));
        Files.writeString(results().resolve("knee/notes.txt"), "mine");
        segment(new LabelReader("a"), Side.UNKNOWN, first, second);
        assertThat(names(results())).containsExactly("cohort.csv", "knee", "knee-2", "knee-3");
        assertThat(names(results().resolve("knee"))).containsExactly("notes.txt");
        segment(new LabelReader("a"), Side.UNKNOWN, first, second);
        assertThat(names(results())).containsExactly("cohort.csv", "knee", "knee-2", "knee-3");
    }

    @Test
    void sideThatTheAnatomyContradictsIsToldAndNotTaken() throws IOException {
        assertThat(segment(new LabelReader("a"), Side.LEFT, knee("case01.nii.gz")))
                .isZero();
        assertThat(err.toString())
                .contains("case01: side: left (as given), but the anatomy looks like a right knee: lateral lies ");
        assertThat(read("case01/report.html"))
                .contains("Side: right (estimated)")
                .contains("<li>side: left (as given), but");
        segment(new LabelReader("a"), Side.RIGHT, knee("case01.nii.gz"));
        assertThat(read("case01/report.html"))
                .contains("Side: right (as given)")
                .doesNotContain("<li>");
    }

    @Test
    void tooLittleMemoryIsToldBeforeStarting() throws IOException {
        long much = 1L << 50;
        segment(new LabelReader("a", new TissueFinder.Need(much, 1)), Side.UNKNOWN, knee("case01.nii.gz"));
        assertThat(err.toString())
                .contains("needs 1048576.0 GB of memory for Java, which may use")
                .contains("CONDYLE_JAVA_OPTS=-Xmx");
        segment(new LabelReader("a", new TissueFinder.Need(1, much)), Side.UNKNOWN, folder.resolve("case01.nii.gz"));
        assertThat(err.toString()).contains("needs about 1048576.0 GB of memory, ");
        assertThat(names(results())).containsExactly("cohort.csv");
    }

    @Test
    void imageOfNothingIsOneFinding() throws IOException {
        assertThat(segment(new LabelReader("a"), Side.UNKNOWN, Samples.image(folder.resolve("air.nii"), 0)))
                .isEqualTo(1);
        assertThat(err).hasToString("condyle: air: not plausible as a knee: no tissue was found\n");
    }

    @Test
    void headerThatClaimsMoreThanTheFileCanHoldIsTold() throws IOException {
        Path image = knee("case01.nii");
        byte[] bytes = Arrays.copyOf(Files.readAllBytes(image), 1000);
        for (int axis = 0; axis < 3; axis++) {
            bytes[42 + 2 * axis] = 0;
            bytes[43 + 2 * axis] = 5;
        }
        Files.write(image, bytes);
        segment(new LabelReader("a"), Side.UNKNOWN, image);
        assertThat(err.toString())
                .startsWith("condyle: " + image + ": header claims 8,388,608,000 bytes")
                .contains("the file has 1,000 bytes")
                .hasLineCount(1);
    }

    @Test
    void truncatedFileIsOneLine() throws IOException {
        Path image = knee("case01.nii");
        byte[] bytes = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(segment(new LabelReader("a"), Side.UNKNOWN, image)).isEqualTo(1);
        assertThat(err.toString()).startsWith("condyle: " + image + ": ").hasLineCount(1);
    }

    private int segment(TissueFinder finder, Side side, Path... inputs) throws IOException {
        CommandLine line = new CommandLine(new Main());
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        Segmentation.Settings settings = new Segmentation.Settings(
                results(),
                condyle.io.Assumed.NOTHING,
                Segmentation.Clean.NONE,
                side,
                Set.of(),
                Segmentation.Finished.PASS_OVER,
                Segmentation.Places.OWN);
        return new Segmentation(finder, settings, line).run(List.of(inputs));
    }

    private Path results() {
        return folder.resolve("results");
    }

    private Path knee(String name) throws IOException {
        Volumes.write(knee, folder.resolve(name));
        return folder.resolve(name);
    }

    private String read(String name) throws IOException {
        return Files.readString(results().resolve(name));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
