package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.phantom.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** info, convert, measure, evaluate, phantom on small files. */
class FilesTest {
    @TempDir
    private Path folder;

    @Test
    void infoTellsGridAndOrientation() throws IOException {
        Run run = Run.of("info", Samples.image(folder.resolve("a.nii.gz"), 1));
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("8×9×10 at 1.00×2.00×0.50 mm")
                .contains("RAS")
                .contains("float32");
    }

    @Test
    void infoGoesOnPastABadFile() throws IOException {
        Path good = Samples.image(folder.resolve("good.nii"), 1);
        Path missing = folder.resolve("missing.nii");
        Run run = Run.of("info", missing, good);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("good.nii");
        assertThat(run.err().lines())
                .containsExactly(
                        "condyle: " + missing + ": no such file or folder",
                        "condyle: 1 of 2 cases need attention:",
                        "  " + missing + ": no such file or folder");
    }

    @Test
    void echoesJoinAsTheRootOfTheirSumOfSquares() throws IOException {
        Path out = folder.resolve("both.nii.gz");
        Run run = Run.of(
                "convert",
                Samples.image(folder.resolve("a.nii"), 3),
                Samples.image(folder.resolve("b.nii"), 4),
                "--combine",
                "rss",
                out);
        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(Volumes.read(out).data()).containsOnly(5);
    }

    @Test
    void severalInputsNeedAWayToJoin() throws IOException {
        Run run = Run.of("convert", "a.nii", "b.nii", "c.nii");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("condyle: 2 inputs and one output: say how to join them, --combine rss");
    }

    @Test
    void conversionToAnotherGridTakesThatGrid() throws IOException {
        Path image = Samples.image(folder.resolve("a.nii"), 3);
        Run.of("phantom", "--spacing", "7", "-o", folder);
        Path reference = folder.resolve("labels/case001.nii.gz");
        Path out = folder.resolve("out.nii");
        assertThat(Run.of("convert", image, out, "--like", reference).code()).isZero();
        Volume moved = Volumes.read(out);
        assertThat(moved.geometry().sameGrid(Volumes.info(reference).geometry()))
                .isTrue();
    }

    @Test
    void measureWritesOneRowACaseAndTissue() throws IOException {
        Path labels = Samples.labels(folder.resolve("knee.nii.gz"), 1, 1, 4);
        Path csv = folder.resolve("v.csv");
        Run run = Run.of("measure", labels, "-o", csv);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("knee, 8×9×10").contains("not plausible: tibia: 0.0 cm³, expected");
        assertThat(Files.readAllLines(csv))
                .startsWith("case,tissue,label,voxels,volume_mm3", "knee,femur,1,2,2.0")
                .contains("knee,bones,1+2+3,2,2.0");
    }

    @Test
    void imageGivenAsLabelsIsOneLine() throws IOException {
        Run run = Run.of("measure", Samples.image(folder.resolve("a.nii"), 3.5f));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("value 3.5 at voxel (0, 0, 0) is no label")
                .hasLineCount(1);
    }

    @Test
    void foldersArePairedByCaseNameWhateverTheirLayout() throws IOException {
        Samples.labels(folder.resolve("p/a/tissues.nii.gz"), 1, 1, 4, 4);
        Samples.labels(folder.resolve("p/b/tissues.nii.gz"), 1);
        Samples.labels(folder.resolve("p/c/tissues.nii.gz"), 1);
        Samples.labels(folder.resolve("r/a.nii.gz"), 1, 3, 2, 2);
        Samples.labels(folder.resolve("r/b.nii"), 1);
        Samples.labels(folder.resolve("r/d.nii"), 1);
        Path out = folder.resolve("out");
        Run run = Run.of(
                "evaluate",
                "--prediction",
                folder.resolve("p"),
                "--reference",
                folder.resolve("r"),
                "--reference-labels",
                "zib",
                "-o",
                out);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("condyle: d: no prediction for this reference in " + folder.resolve("p"))
                .contains("condyle: passed over, having no reference: c");
        List<String> rows = Files.readAllLines(out.resolve("scores.csv"));
        assertThat(rows.get(0)).startsWith("case,tissue,dice,iou,voe");
        assertThat(rows)
                .anyMatch(r -> r.startsWith("a,femur,0.66666"))
                .anyMatch(r -> r.startsWith("b,femur,1.0,1.0,0.0"));
        assertThat(rows).anyMatch(r -> r.startsWith("a,femoral cartilage,1.0,"));
        assertThat(Files.readAllLines(out.resolve("confusion.csv")))
                .startsWith("case,reference,prediction,voxels", "a,background,background,716")
                .contains("a,femur,background,0", "a,femoral cartilage,femoral cartilage,2");
        assertThat(Files.readString(out.resolve("scores.txt")))
                .startsWith("2 cases\n")
                .contains("not a medical device");
    }

    @Test
    void unknownSchemeNamesTheKnownOnes() {
        Run run = Run.of("evaluate", "--prediction", "p", "--reference", "r", "--reference-labels", "zip");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("unknown label scheme 'zip'; known: condyle, zib, pymskt, iwoai, binary, or a YAML file");
    }

    @Test
    void schemeMayComeFromAFile() throws IOException {
        Path scheme = folder.resolve("mine.yaml");
        Files.writeString(scheme, "name: mine\ntissues:\n  - {number: 7, name: femur}\n");
        Path labels = Samples.labels(folder.resolve("a.nii"), 7, 7);
        Run run = Run.of("measure", labels, "--labels", scheme);
        assertThat(run.out()).contains("femur        2  0.00");
        Files.writeString(scheme, "name: mine\ntissues:\n  - {number: 7, nam: femur}\n");
        assertThat(Run.of("measure", labels, "--labels", scheme).code()).isEqualTo(2);
    }

    @Test
    void phantomsOfOneSeedAreTheSameAndOfAnotherDiffer() throws IOException {
        for (String seed : List.of("1", "1", "2")) {
            Path out = Files.createDirectory(
                    folder.resolve("o" + Files.list(folder).count()));
            assertThat(Run.of("phantom", "--spacing", "7", "--seed", seed, "-o", out)
                            .code())
                    .isZero();
        }
        byte[] first = Files.readAllBytes(folder.resolve("o0/images/case001.nii.gz"));
        assertThat(Files.readAllBytes(folder.resolve("o1/images/case001.nii.gz")))
                .isEqualTo(first);
        assertThat(Files.readAllBytes(folder.resolve("o2/images/case001.nii.gz")))
                .isNotEqualTo(first);
    }

    @Test
    void eachVisitOfAPhantomIsACaseWithItsGrades() throws IOException {
        assertThat(Run.of("phantom", "--spacing", "7", "--visits", "2", "-o", folder)
                        .code())
                .isZero();
        List<String> rows = Files.readAllLines(folder.resolve("cohort.csv"));
        assertThat(rows.get(0))
                .isEqualTo("case,subject,side,visit,image,labels,seed,contrast,sex,flexion,"
                        + "cartilage,osteophytes,marrow,cysts,effusion,synovitis,baker,extrusion,tears");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)).startsWith("case001-visit1,case001,");
        assertThat(rows.get(2)).startsWith("case001-visit2,case001,").matches(".*(,[0-4]){9}");
        assertThat(folder.resolve("labels/case001-visit2.nii.gz")).exists();
    }

    @Test
    void someOfTheKneesComeBack() throws IOException {
        assertThat(Run.of("phantom", "--spacing", "7", "--count", 3, "--visits", 2, "--revisited", 1, "-o", folder)
                        .out())
                .isEqualTo(folder + ": 3 knees, 4 scans\n");
        assertThat(Files.readAllLines(folder.resolve("cohort.csv")).stream().map(row -> row.split(",")[0]))
                .containsExactly("case", "case001-visit1", "case001-visit2", "case002-visit1", "case003-visit1");
        assertThat(Run.of("phantom", "--revisited", 1, "-o", folder).err())
                .contains("--revisited 1: expected at least 0, and --visits of 2 or more");
    }

    @Test
    void noVisitIsRefused() {
        Run run = Run.of("phantom", "--visits", "0", "-o", folder);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--visits 0: expected 1 to 9");
    }

    @Test
    void renderMakesAnImageOnTheMapsOwnGrid() throws IOException {
        Run.of("phantom", "--spacing", "6", "-o", folder);
        Path map = folder.resolve("labels/case001.nii.gz");
        Path image = folder.resolve("image.nii.gz");
        Run run = Run.of("render", map, "--contrast", "random", "--seed", 3, "-o", image);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).matches("\\S+image.nii.gz: (left|right) knee \\(estimated\\), random\n");
        assertThat(Volumes.info(image).geometry().sameGrid(Volumes.info(map).geometry()))
                .isTrue();
    }

    @Test
    void renderTakesTheSideThatIsTold() throws IOException {
        Run.of("phantom", "--spacing", "6", "-o", folder);
        Path map = folder.resolve("labels/case001.nii.gz");
        Path left = folder.resolve("left.nii.gz");
        Path right = folder.resolve("right.nii.gz");
        assertThat(Run.of("render", map, "--side", "left", "-o", left).out()).isEqualTo(left + ": left knee, dess\n");
        assertThat(Run.of("render", map, "--side", "right", "-o", right).out())
                .isEqualTo(right + ": right knee, dess\n");
        assertThat(left).exists();
        assertThat(Files.mismatch(left, right)).isNotNegative();
    }

    @Test
    void contrastsInTheHelpAreTheOnesThatExist() {
        assertThat(ContrastOption.NAMES).isEqualTo(String.join(", ", Look.names()));
        assertThat(Run.of("phantom", "--contrast", "flair", "-o", folder).err())
                .contains("unknown contrast 'flair'; known: " + ContrastOption.NAMES);
    }

    @Test
    void folderThatCannotBeWrittenIsOneLine() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        Run run = Run.of("phantom", "--spacing", "7", "-o", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("condyle: " + file)
                .endsWith(": cannot be written: part of this path is a file, not a folder\n")
                .hasLineCount(1);
        Path below = folder.resolve("taken/a.nii");
        assertThat(Run.of("convert", Samples.image(folder.resolve("image.nii"), 1), below)
                        .err())
                .isEqualTo("condyle: " + below + ": cannot be written: " + file + " is a file; expected a folder\n");
    }

    @Test
    void setOfCasesThatIsMissingIsTold() throws IOException {
        Path missing = folder.resolve("missing");
        Run run =
                Run.of("evaluate", "--prediction", missing, "--reference", Samples.labels(folder.resolve("a.nii"), 1));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("condyle: " + missing + ": no such file or folder\n");
    }
}
