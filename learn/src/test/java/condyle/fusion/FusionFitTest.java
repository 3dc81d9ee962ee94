package condyle.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.crossval.SmallCohort;
import condyle.crossval.Verification;
import condyle.experiment.Certificate;
import condyle.experiment.Formats;
import condyle.experiment.Fused;
import condyle.experiment.Model;
import condyle.experiment.Segmenter;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Probabilities;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.infer.Plane;
import condyle.io.Volumes;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import condyle.train.StoppedException;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two bright blocks in noise, found by networks of three planes, one of all planes, and fusions of them. */
class FusionFitTest {
    @TempDir
    static Path folder;

    private static SliceRuns trained;

    @BeforeAll
    static void train() throws IOException {
        trained = SliceRuns.in(folder);
    }

    private static FusionFit.Settings settings(List<String> runs, List<Plane> planes, String cases) {
        return new FusionFit.Settings(
                runs.stream().map(folder::resolve).toList(),
                planes,
                Optional.of(folder.resolve(cases)),
                Optional.empty(),
                "linear",
                1000);
    }

    private static FusionFit fit(FusionFit.Settings settings, Path out) {
        return new FusionFit(settings, out, TrainObserver.NONE, () -> false).on(Device.CPU, Precision.FP32);
    }

    private static Path out(String name) throws IOException {
        // The model is named after its folder, which is the same in all.
        return Files.createDirectories(folder.resolve("out " + name)).resolve("fused");
    }

    private static final List<String> THREE = List.of("axial", "sagittal", "coronal");

    @Test
    void aFusedModelIsCompleteInItsFolderAndNoWorseThanItsBestPlaneWhereItWasFitted() throws IOException {
        Path out = out("complete");
        FusionTable table = fit(settings(THREE, Plane.THREE, "fit.csv"), out).run();
        for (Plane plane : Plane.THREE) {
            assertThat(table.dice("linear")).isGreaterThanOrEqualTo(table.dice(plane.name()) - 1e-3);
        }
        assertThat(table.dice("linear")).isGreaterThan(0.5);
        assertThat(table.rows()).hasSize(8 * 3);
        Model model = Formats.model(out.resolve("model.yaml"));
        assertThat(model.fused().orElseThrow().members())
                .containsExactly(
                        new Fused.Member("members/sagittal", "sagittal"),
                        new Fused.Member("members/coronal", "coronal"),
                        new Fused.Member("members/axial", "axial"));
        assertThat(model.training())
                .anyMatch(line -> line.startsWith("fusion linear fitted on 3 annotated knees of 3 subjects"));
        Path moved = folder.resolve("moved");
        Files.move(out, moved);
        Volume scan = Volumes.read(folder.resolve("f.nii.gz"));
        Segmenter segmenter = Segmenter.load(moved, Device.CPU, Precision.FP32);
        assertThat(segmenter.spacings()).containsExactly(Vec.of(3));
        Probabilities p = segmenter.probabilities(scan, share -> {});
        assertThat(p.geometry().size()).isEqualTo(scan.size());
        for (int i = 0; i < scan.data().length; i += 37) {
            assertThat(p.classes()[0][i] + p.classes()[1][i] + p.classes()[2][i])
                    .isBetween(0.999f, 1.001f);
        }
        FusionTable test = trial(moved, Optional.empty()).run();
        assertThat(test.scores().keySet())
                .containsExactly("sagittal", "coronal", "axial", "mean", "linear", "per-class", "majority", "staple");
        LabelMap drawn = Volumes.readLabels(folder.resolve("trial/f/fusion.nii.gz"), LabelSet.CONDYLE);
        LabelMap seen = segmenter.segment(scan);
        int differ = 0;
        for (int i = 0; i < drawn.data().length; i++) {
            differ += drawn.data()[i] == seen.data()[i] ? 0 : 1;
        }
        // Recorded probabilities are rounded to two bytes.
        assertThat(differ).isLessThan(5);
        assertThatThrownBy(() -> trial(moved, Optional.of("zib")).run())
                .hasMessage(folder.resolve("trial") + ": scheme is not what this fusion began with: condyle then, zib "
                        + "now; go on with the same, or choose another folder with -o");
    }

    private static FusionTrial trial(Path model, Optional<String> labels) {
        return new FusionTrial(
                        new FusionTrial.Settings(model, folder.resolve("test.csv"), labels, 1),
                        folder.resolve("trial"),
                        TrainObserver.NONE,
                        () -> false)
                .on(Device.CPU, Precision.FP32);
    }

    private static Map<String, byte[]> bytes(Path folder) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return all;
    }

    @Test
    void aStoppedFitEndsWithTheSameBytes() throws IOException {
        FusionFit.Settings settings = settings(THREE, Plane.THREE, "fit.csv");
        Path whole = out("whole");
        fit(settings, whole).run();
        Path stopped = out("stopped");
        for (int after : new int[] {25, 60, 7}) {
            int[] asked = {0};
            FusionFit broken = new FusionFit(settings, stopped, TrainObserver.NONE, () -> asked[0]++ > after)
                    .on(Device.CPU, Precision.FP32);
            assertThatThrownBy(broken::run)
                    .isInstanceOf(StoppedException.class)
                    .hasMessageEndingWith("run the same command again to go on");
        }
        fit(settings, stopped).run();
        Map<String, byte[]> expected = bytes(whole);
        Map<String, byte[]> found = bytes(stopped);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, content) -> assertThat(found.get(name)).as(name).isEqualTo(content));
        assertThat(expected.keySet()).noneMatch(name -> name.endsWith("recording"));
        assertThatThrownBy(() ->
                        fit(settings(THREE, Plane.THREE, "test.csv"), stopped).run())
                .hasMessageStartingWith(stopped + ": cases line 2 image is not what this fusion began with: ");
    }

    @Test
    void oneNetworkOfAllPlanesLooksAcrossAsManyAsAreAskedFor() throws IOException {
        Path out = out("six");
        List<Plane> planes = new ArrayList<>(Plane.SIX);
        planes.add(Plane.CORONAL);
        FusionTable table =
                fit(settings(List.of("all"), planes, "fit.csv"), out).run();
        assertThat(table.dice("linear")).isGreaterThan(0.5);
        assertThat(Formats.model(out.resolve("model.yaml"))
                        .fused()
                        .orElseThrow()
                        .members())
                .hasSize(7)
                .allMatch(m -> m.model().equals("members/all"));
        LabelMap labels =
                Segmenter.load(out, Device.CPU, Precision.FP32).segment(Volumes.read(folder.resolve("f.nii.gz")));
        assertThat(labels.size()).isEqualTo(new Size(20, 18, 16));
    }

    @Test
    void whatCannotBeFusedIsOneClearLine() throws IOException {
        assertFails(
                List.of("axial", "sagittal"),
                "no run looks at coronal slices (" + folder.resolve("axial") + ": axial, " + folder.resolve("sagittal")
                        + ": sagittal); expected one run for each of sagittal, coronal, axial: train one, or say with "
                        + "--planes which there are");
        assertFails(
                List.of("axial", "sagittal", "others"),
                folder.resolve("others") + ": its classes are tibia, femur, those of " + folder.resolve("axial")
                        + " femur, tibia; runs that are fused have the same classes in the same order");
        assertFails(
                List.of("axial", "sagittal", "finer"),
                folder.resolve("finer") + ": looks at 2.5×2.5×2.5 mm, RAS, no crop, " + folder.resolve("axial")
                        + " at 3.0×3.0×3.0 mm, RAS, no crop; runs that are fused have the same spacing, orientation and crop");
        assertFails(
                List.of("axial", "sagittal", "all"),
                "no run looks at coronal slices (" + folder.resolve("axial") + ": axial, " + folder.resolve("sagittal")
                        + ": sagittal, " + folder.resolve("all") + ": axial); expected one run for each of sagittal, "
                        + "coronal, axial: train one, or say with --planes which there are");
        assertFails(
                List.of("axial", "sagittal", "coronal", "all"),
                "2 runs look at axial slices (" + folder.resolve("axial") + ": axial, " + folder.resolve("sagittal")
                        + ": sagittal, " + folder.resolve("coronal") + ": coronal, " + folder.resolve("all")
                        + ": axial); expected one run for each of sagittal, coronal, axial");
        assertFails(
                List.of("blocks"),
                folder.resolve("blocks")
                        + ": is a network of blocks, not of slices: its window is 8×8×8; expected a run of "
                        + "one stage whose infer.window has one voxel along an axis");
        assertThatThrownBy(() ->
                        new FusionFit.Settings(List.of(), Plane.THREE, Optional.empty(), Optional.empty(), "sum", 1))
                .hasMessage("fusion 'sum' is not known; expected one of linear, majority, mean, per-class, staple");
        assertThatThrownBy(() -> Formats.experiment(folder.resolve("all.yaml"), List.of(), fused()))
                .hasMessageStartingWith(fused() + ": is fused of several networks; start from one of its members: ");
    }

    private static Path fused() throws IOException {
        Path out = out("once");
        return Files.exists(out.resolve("model.yaml")) ? out : run(out);
    }

    private static Path run(Path out) throws IOException {
        fit(settings(THREE, Plane.THREE, "fit.csv"), out).run();
        return out;
    }

    private static void assertFails(List<String> runs, String message) {
        assertThatThrownBy(() -> fit(settings(runs, Plane.THREE, "fit.csv"), folder.resolve("none"))
                        .run())
                .hasMessage(message);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void nobodyIsTrainedOnAndFittedOnOrScored() throws IOException {
        trained.table("leak.csv", "d", "b");
        assertThatThrownBy(() -> fit(settings(THREE, Plane.THREE, "leak.csv"), folder.resolve("none"))
                        .run())
                .hasMessage(folder.resolve("leak.csv") + ": line 3: its subject 'b' is one that "
                        + folder.resolve("sagittal")
                        + " was trained on (there case b); take knees of people that no network was trained on");
        Files.writeString(
                folder.resolve("renamed.csv"),
                "subject,side,visit,image,labels\nsomebody,,,a.nii.gz,a-labels.nii.gz\n");
        assertThatThrownBy(() -> fit(settings(THREE, Plane.THREE, "renamed.csv"), folder.resolve("none"))
                        .run())
                .hasMessageStartingWith(folder.resolve("renamed.csv") + ": line 2: its label map is one that ");
        Path out = fused();
        FusionCertificate certificate = FusionCertificate.read(out.resolve("leakage.json"));
        assertThat(certificate.fitted().knees().stream().map(Certificate.Knee::subject))
                .containsExactly("c", "d", "e");
        assertThat(certificate.networks()).hasSize(3).allMatch(n -> n.trained().size() == 2);
        assertThatThrownBy(() -> new FusionTrial(
                                new FusionTrial.Settings(out, folder.resolve("fit.csv"), Optional.empty(), 0),
                                folder.resolve("no trial"),
                                TrainObserver.NONE,
                                () -> false)
                        .run())
                .hasMessageStartingWith(folder.resolve("fit.csv")
                        + ": line 2: its subject 'c' is one that the fusion was " + "trained on");
        assertThat(Verification.of(out, Optional.of(folder.resolve("fit.csv")))).isEmpty();
        assertThat(Verification.of(out, Optional.of(folder.resolve("test.csv"))))
                .containsExactly(
                        folder.resolve("test.csv") + ": case c is gone",
                        folder.resolve("test.csv") + ": case d is gone",
                        folder.resolve("test.csv") + ": case e is gone");
        // A scheme that the user wrote is known by its name alone, and is not needed to check files.
        Path own = out("own-scheme");
        SmallCohort.copy(out, own);
        Path provenance = own.resolve("provenance.yaml");
        Files.writeString(provenance, Files.readString(provenance).replace("scheme: condyle", "scheme: mine"));
        assertThat(Verification.of(own, Optional.of(folder.resolve("fit.csv"))))
                .singleElement()
                .asString()
                .startsWith(provenance + ": edited since the certificate: ");
    }

    @Test
    void aFusionMayBeFittedOnTheKneesThatAllRunsWereValidatedOn() throws IOException {
        FusionFit.Settings given = settings(THREE, Plane.THREE, "fit.csv");
        FusionFit.Settings settings = new FusionFit.Settings(
                given.runs(), given.planes(), Optional.empty(), Optional.empty(), "mean", given.voxels());
        Path out = out("validated");
        fit(settings, out).run();
        FusionCertificate certificate = FusionCertificate.read(out.resolve("leakage.json"));
        assertThat(certificate.fitted().knees().stream().map(Certificate.Knee::subject))
                .containsExactly("c");
        Path yaml = folder.resolve("coronal/experiment.yaml");
        String before = Files.readString(yaml);
        Files.writeString(yaml, before.replaceFirst("(subjects:\\s*[-\\[]\\s*\"?)c", "$1b"));
        assertThatThrownBy(() -> fit(settings, folder.resolve("none")).run())
                .hasMessage(folder.resolve("coronal") + ": was validated on other knees than " + folder.resolve("axial")
                        + "; name a table of knees to fit on with --cases");
        Files.delete(yaml);
        assertThatThrownBy(() -> fit(settings, folder.resolve("none")).run())
                .hasMessage(folder.resolve("coronal") + ": experiment.yaml is missing, so the knees that it was "
                        + "validated on are not known; copy the whole folder of the run, or name a table with --cases");
        Files.writeString(yaml, before);
    }

    @Test
    void aRunWithoutItsCertificateIsNotTaken() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copied/axial"));
        for (String file : List.of("model.yaml", "weights.safetensors")) {
            Files.copy(folder.resolve("axial").resolve(file), copy.resolve(file));
        }
        assertThatThrownBy(() -> fit(
                                settings(List.of("copied/axial", "sagittal", "coronal"), Plane.THREE, "fit.csv"), copy)
                        .run())
                .hasMessageStartingWith(
                        copy + ": was trained on annotated knees and has no certificate, so nobody can tell ");
    }

    @Test
    void aChangedMemberIsFoundOut() throws IOException {
        Path out = out("changed");
        run(out);
        Path yaml = out.resolve("members/axial/model.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("overlap: 0.25", "overlap: 0.5"));
        assertThatThrownBy(() -> Segmenter.load(out))
                .hasMessageStartingWith(out + ": SHA-256 of its members is ")
                .hasMessageEndingWith("; a member was changed: copy the whole folder again");
    }
}
