package condyle.fusion;

import condyle.data.Case;
import condyle.data.ClassMap;
import condyle.experiment.Fused;
import condyle.experiment.Model;
import condyle.experiment.ModelFiles;
import condyle.experiment.Planar;
import condyle.experiment.Provenance;
import condyle.experiment.Run;
import condyle.experiment.Watch;
import condyle.image.Geometry;
import condyle.image.LabelMap;
import condyle.image.LabelSet;
import condyle.image.Resample;
import condyle.image.Size;
import condyle.image.Tissue;
import condyle.infer.FusionRule;
import condyle.infer.FusionRules;
import condyle.infer.FusionSum;
import condyle.infer.Plane;
import condyle.infer.Said;
import condyle.io.Volumes;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Planes and fusions of a fused model against each other on annotated knees that it has not seen.
 *
 * <p>Run again on the same folder it goes on where it stopped, and ends with the same bytes.
 */
public final class FusionTrial {
    /** Every voxel on which planes differ is scored. */
    private static final int ALL = Integer.MAX_VALUE;

    private static final List<String> ORDER = List.of("mean", "linear", "per-class", "majority", "staple");

    /**
     * What is scored, on what.
     *
     * @param model folder of a fused model
     * @param cases table of knees
     * @param labels scheme of their label maps; what the table says, or condyle, where there is none
     * @param maps knees of which label maps are written, counted from the table's first
     */
    public record Settings(Path model, Path cases, Optional<String> labels, int maps) {}

    /**
     * Label maps of one knee, on the networks' own grid.
     *
     * @param answers names of the files: reference, the planes, fusion
     */
    public record Maps(Path folder, LabelSet labels, List<String> answers) {
        /** Reads one of them. */
        public LabelMap read(String answer) throws IOException {
            return Volumes.readLabels(folder.resolve(answer + ".nii.gz"), labels);
        }
    }

    private static final String REFERENCE = "reference";
    private static final String FUSION = "fusion";

    private final Settings settings;
    private final Path out;
    private final Watch watch;
    private final Planar.Engine engine;
    private final List<Maps> maps = new ArrayList<>();

    /** Prepares; {@code stop} is asked after every slice. */
    public FusionTrial(Settings settings, Path out, TrainObserver observer, BooleanSupplier stop) {
        this(settings, out, new Watch(observer, stop, out), Planar.Engine.best());
    }

    private FusionTrial(Settings settings, Path out, Watch watch, Planar.Engine engine) {
        this.settings = settings;
        this.out = out;
        this.watch = watch;
        this.engine = engine;
    }

    /** The same on a device, with a precision. */
    public FusionTrial on(Device device, Precision precision) {
        return new FusionTrial(settings, out, watch, new Planar.Engine(device, precision));
    }

    /**
     * Scores all cases and writes fusion.csv and confusion.csv, and label maps of those asked for as CASE/reference.nii.gz, CASE/sagittal.nii.gz and
     * so on, CASE/fusion.nii.gz.
     *
     * @throws condyle.train.StoppedException if asked to stop; what was done is kept
     */
    public FusionTable run() throws IOException {
        Model model = ModelFiles.read(settings.model());
        Fused fused = model.fused()
                .orElseThrow(() -> new IOException(
                        settings.model() + ": is not fused; expected a model that 'condyle " + "fuse --fit' wrote"));
        ClassMap classes = model.classMap();
        FusionCases cases = FusionCases.read(settings.cases(), settings.labels(), classes);
        FusionCertificate.read(new Run(settings.model()).certificate()).requireUnseen(cases);
        List<Planar> members = new ArrayList<>();
        List<Plane> planes = new ArrayList<>();
        Model.Pass pass = null;
        for (Fused.Member member : fused.members()) {
            Path folder = settings.model().resolve(member.model());
            Model mine = ModelFiles.read(folder);
            pass = mine.passes().get(0);
            planes.add(member.looksAcross());
            members.add(Planar.load(folder, mine, member.looksAcross(), engine));
        }
        begin(cases);
        CaseLook look = new CaseLook(members, pass, cases, out.resolve("said"), ALL, watch);
        FusionTable table = null;
        for (int i = 0; i < cases.cases().size(); i++) {
            if (i < settings.maps()) {
                maps(look, i, fused);
            }
            // All that is said of all knees would not fit into memory: counts do.
            FusionTable one = FusionTable.of(planes, List.of(look.of(i)), rules(fused), cases.targets(), classes);
            table = table == null ? one : table.and(one);
            look.forget(i);
        }
        table.write(out);
        return table;
    }

    private void begin(FusionCases cases) throws IOException {
        Map<String, String> inputs = new LinkedHashMap<>(cases.fingerprints());
        inputs.put("model.yaml", Provenance.sha256(new Run(settings.model()).model()));
        Map<String, String> how = engine.words();
        how.put("scheme", cases.scheme().name());
        how.put("maps", Integer.toString(settings.maps()));
        Provenance.of(how, inputs).begin(new Run(out), "maps");
    }

    private static Map<String, FusionRule> rules(Fused fused) {
        Map<String, FusionRule> all = new TreeMap<>();
        all.put(fused.fusion().type(), FusionRules.ALL.make(fused.fusion(), null));
        fused.others().forEach(o -> all.put(o.fusion().type(), FusionRules.ALL.make(o.fusion(), null)));
        Map<String, FusionRule> ordered = new LinkedHashMap<>();
        ORDER.stream().filter(all::containsKey).forEach(n -> ordered.put(n, all.get(n)));
        return ordered;
    }

    /** The label maps that were asked for, after the run. */
    public List<Maps> maps() {
        return List.copyOf(maps);
    }

    private void maps(CaseLook look, int number, Fused fused) throws IOException {
        Case c = look.cases().cases().get(number);
        LabelSet outputs = look.members().get(0).classes().outputs();
        List<String> answers = new ArrayList<>(List.of(REFERENCE));
        look.members().forEach(m -> answers.add(m.plane().name()));
        answers.add(FUSION);
        Maps here = new Maps(out.resolve(Volumes.caseName(c.image().orElseThrow())), outputs, answers);
        maps.add(here);
        if (Files.exists(here.folder.resolve(FUSION + ".nii.gz"))) {
            return;
        }
        FusionCases.Knee knee = look.cases().load(c);
        Geometry grid = Planar.grid(look.pass(), knee.scan().geometry());
        look.record(number, knee, grid);
        byte[] groups = look.cases()
                .targets()
                .toGroups(Resample.nearest(knee.labels(), grid).data());
        List<List<Integer>> classesOf = look.cases().targets().grouping().groups();
        for (int i = 0; i < groups.length; i++) {
            groups[i] = label(outputs, classesOf.get(groups[i]).get(0));
        }
        write(here, REFERENCE, LabelMap.of(grid, groups, outputs));
        draw(look, number, here, fused, grid);
    }

    private static void draw(CaseLook look, int number, Maps here, Fused fused, Geometry grid) throws IOException {
        Size n = grid.size();
        int members = look.members().size();
        FusionSum sum = new FusionSum(grid, here.labels, FusionRules.ALL.make(fused.fusion(), null), members);
        byte[][] alone = new byte[members][n.length()];
        int plane = n.x() * n.y();
        float[] one = new float[here.labels.tissues().size() + 1];
        look.replay(number, n, (z, said) -> {
            for (int m = 0; m < members; m++) {
                for (int i = 0; i < plane; i++) {
                    Said.at(said[m], i, plane, one);
                    alone[m][z * plane + i] = label(here.labels, FusionRule.best(one));
                    sum.member(m).take(z * plane + i, one);
                }
            }
        });
        for (int m = 0; m < members; m++) {
            write(here, look.members().get(m).plane().name(), LabelMap.of(grid, alone[m], here.labels));
        }
        write(here, FUSION, sum.done().argmax());
    }

    private static byte label(LabelSet outputs, int c) {
        List<Tissue> tissues = outputs.tissues();
        return c == 0 ? 0 : (byte) tissues.get(c - 1).number();
    }

    private static void write(Maps here, String answer, LabelMap map) throws IOException {
        Volumes.write(map, here.folder.resolve(answer + ".nii.gz"));
    }
}
