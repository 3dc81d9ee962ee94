package condyle.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.config.Choice;
import condyle.data.Case;
import condyle.data.CaseTable;
import condyle.experiment.Experiment;
import condyle.experiment.Formats;
import condyle.experiment.Stage;
import condyle.image.Geometry;
import condyle.image.LabelSet;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.io.Assumed;
import condyle.net.Networks;
import condyle.net.Outline;
import condyle.net.Task;
import condyle.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProposalTest {
    private static final double GIGABYTE = 1L << 30;
    private static final Path FILE = Path.of("/data/plans/experiment.yaml");
    private static final Size DESS = new Size(160, 384, 384);

    /** So many cases of the scheme zib on one grid, whose tissues take the middle half along each axis. */
    private static Survey survey(int cases, Size n, Vec spacing) throws IOException {
        List<Case> all = new ArrayList<>();
        for (int i = 1; i <= cases; i++) {
            all.add(new Case("s" + i, Side.UNKNOWN, "", Optional.of(Path.of("i" + i)), Path.of("l" + i), i + 1));
        }
        CaseTable table = new CaseTable(Path.of("/data/knees.csv"), all, Optional.empty(), Set.of());
        Survey survey = Survey.of(table, LabelSet.ZIB, Assumed.NOTHING);
        Geometry grid = Geometry.of(n, spacing);
        for (Case c : all) {
            survey.scans()
                    .add(new Scan(
                            c,
                            grid,
                            Map.of("femur", 9e4, "tibia", 7e4, "femoral cartilage", 9e3),
                            grid.extent().times(0.5)));
        }
        return survey;
    }

    private static Means means(double memory, double minutes, String network) {
        Pace pace = (choice, task, patch, batch) -> 5e-7 * patch.voxels() * batch;
        return new Means(memory * GIGABYTE, minutes, Precision.FP32, pace, Optional.ofNullable(network));
    }

    private static String text(Survey survey, Means means) {
        return Proposal.of(survey, means).text(FILE, Optional.of("zib"));
    }

    private static Experiment experiment(String text) {
        return Formats.YAML.parse("experiment.yaml", text, Experiment.class, List.of());
    }

    @Test
    void aLargeScanGetsTwoStagesAndSaysWhy() throws IOException {
        String text = text(survey(10, DESS, new Vec(0.7, 0.364583, 0.364583)), means(8, 600, null));
        Experiment e = experiment(text);
        assertThat(e.name()).isEqualTo("knees");
        assertThat(e.classes()).containsExactly("femur", "femoral cartilage", "tibia");
        assertThat(e.cases().orElseThrow().table()).isEqualTo("../knees.csv");
        assertThat(e.cases().orElseThrow().spacing()).isEqualTo(new Vec(0.7, 0.3646, 0.3646));
        assertThat(e.stages()).extracting(Stage::name).containsExactly("coarse", "fine");
        assertThat(e.stages().get(0).spacing().x()).isGreaterThanOrEqualTo(1.5);
        assertThat(e.stages().get(1).spacing()).isEqualTo(new Vec(0.7, 0.3646, 0.3646));
        assertThat(text)
                .containsPattern(
                        "# two stages: a patch holds \\d+ % of a scan at the fine spacing, so the first looks at "
                                + "all of it, and the second only around what it found, \\d+ % of a scan")
                .contains("# left out: patella, in no case, which cannot teach it")
                .contains("  validation: {share: 0.2}", "# 2 of 10 subjects are never trained on, with all cases");
    }

    @Test
    void aScanThatAPatchHoldsGetsOneStageThatBeginsWithSmallPatches() throws IOException {
        String text = text(survey(4, new Size(56, 70, 70), Vec.of(2)), means(16, 60, null));
        Experiment e = experiment(text);
        assertThat(e.stages()).hasSize(1);
        assertThat(e.stages().get(0).train().phases())
                .extracting(p -> p.patch())
                .containsExactly(new Size(32, 40, 40), new Size(56, 72, 72));
        assertThat(text)
                .contains("# one stage: a patch holds 100 % of a scan, so a coarse pass would tell it nothing new");
    }

    @Test
    void inAFewMinutesThereIsOneStage() throws IOException {
        assertThat(text(survey(4, DESS, new Vec(0.7, 0.36, 0.36)), means(16, 3, null)))
                .containsPattern("# one stage: a patch holds \\d+ % of a scan, yet two cannot be trained in 3 minutes");
    }

    @Test
    void thickSlicesGetATwoDimensionalNetworkAcrossThem() throws IOException {
        Experiment e = experiment(text(survey(6, new Size(30, 384, 384), new Vec(3, 0.4, 0.4)), means(16, 60, null)));
        Stage stage = e.stages().get(0);
        assertThat(stage.name()).isEqualTo("slices");
        assertThat(stage.infer().window().x()).isEqualTo(1);
        assertThat(stage.augmentation().rotation()).isEqualTo(4);
    }

    @Test
    void kneesThatDoNotFitTheMemoryGetCoarserAndItIsSaid() throws IOException {
        String text = text(survey(200, DESS, new Vec(0.7, 0.36, 0.36)), means(16, 60, null));
        assertThat(experiment(text).cases().orElseThrow().spacing().y()).isBetween(0.5, 1.0);
        assertThat(text)
                .contains("coarser than 0.7×0.36×0.36 mm, the median: at that the knees take 26.4 GB of the 5.0 GB");
        assertThatThrownBy(() -> text(survey(200, DESS, new Vec(0.7, 0.36, 0.36)), means(0.02, 60, null)))
                .hasMessageMatching("200 cases need \\d+ MB of memory at 5 mm, and \\d MB are there for them; expected "
                        + "more memory or fewer cases");
    }

    static Set<String> networks() {
        return Networks.ALL.names();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkGetsPatchesThatItTakes(String network) throws IOException {
        String text = text(survey(4, new Size(80, 110, 120), new Vec(1, 1.1, 1.2)), means(64, 20, network));
        for (Stage stage : experiment(text).stages()) {
            Choice choice = stage.network();
            assertThat(choice.type()).isEqualTo(network);
            Task task = new Task(1, 4, 1);
            boolean flat = Outline.dimensions(choice, task) == 2;
            stage.train().phases().forEach(phase -> {
                Size p = phase.patch();
                Size seen = flat ? new Size(p.x(), p.y(), 1) : p;
                assertThat(Outline.of(choice, task, seen).multiplications()).isPositive();
                assertThat(flat).isEqualTo(p.z() == 1);
            });
        }
    }

    @Test
    void everySettingHasAReason() throws IOException {
        List<String> lines = text(survey(10, DESS, new Vec(0.7, 0.36, 0.36)), means(8, 600, null))
                .lines()
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean opens = line.matches("\\s*(- )?[a-z]+:|\\s+- name: .*");
            if (!opens && !line.strip().startsWith("#")) {
                boolean above = lines.get(i - 1).strip().startsWith("#");
                assertThat(line.contains("# ") || above).as(line).isTrue();
            }
            assertThat(line.length()).as(line).isLessThan(200);
        }
    }

    @Test
    void labelsOfNoKneeAreRefusedWithTheKnownNames() throws IOException {
        Survey survey = survey(2, DESS, Vec.of(1));
        LabelSet spleen = new LabelSet("of dataset.json", List.of(new condyle.image.Tissue(1, "spleen", 0)));
        assertThatThrownBy(() -> Classes.of(spleen, survey.scans()))
                .hasMessageStartingWith("no label of scheme of dataset.json (spleen) is a tissue that is known here; "
                        + "expected some of femur, tibia, patella, femoral cartilage, ");
    }
}
