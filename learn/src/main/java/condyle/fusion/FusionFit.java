package condyle.fusion;

import condyle.config.Check;
import condyle.config.Choice;
import condyle.data.Case;
import condyle.data.ClassMap;
import condyle.experiment.Fused;
import condyle.experiment.Model;
import condyle.experiment.ModelFiles;
import condyle.experiment.Planar;
import condyle.experiment.Provenance;
import condyle.experiment.Run;
import condyle.experiment.Watch;
import condyle.image.LabelSet;
import condyle.infer.FusionRule;
import condyle.infer.FusionRules;
import condyle.infer.Plane;
import condyle.infer.Said;
import condyle.infer.SimplexFit;
import condyle.infer.SoftmaxFit;
import condyle.infer.Staple;
import condyle.io.WholeFile;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import condyle.train.TrainObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Learns on annotated knees how to put together what networks see in slices of several planes, and makes one model of them.
 *
 * <p>The networks' folders are copied into the model's, which is complete in itself. Run again on the same folder it goes on
 * where it stopped, and ends with the same bytes.
 */
public final class FusionFit {
    /**
     * What is fused, on what.
     *
     * @param runs a run for each plane, or one for all
     * @param planes that are looked at
     * @param cases table of the knees to fit on, none of which any network was trained on; where there is none, those on which
     *     all runs were validated
     * @param labels scheme of their label maps; what the table says, or condyle, where there is none
     * @param fusion which of the fitted fusions the model takes
     * @param voxels on whose class networks differ, kept of each knee at the most
     */
    public record Settings(
            List<Path> runs,
            List<Plane> planes,
            Optional<Path> cases,
            Optional<String> labels,
            String fusion,
            int voxels) {
        public Settings {
            if (!FusionRules.ALL.names().contains(fusion)) {
                throw new IllegalArgumentException("fusion '" + fusion + "' is not known; expected one of "
                        + String.join(", ", FusionRules.ALL.names()));
            }
            Check.atLeast("voxels", voxels, 1);
        }
    }

    /** How much better than the weights found others might be, in mean Dice. */
    private static final double TOLERANCE = 1e-3;
    /** Cells looked at for weights at the most; three planes need some hundreds. */
    private static final int CELLS = 40_000;

    private final Settings settings;
    private final Run out;
    private final Planar.Engine engine;
    private final Watch watch;

    /** Prepares; {@code stop} is asked after every slice. */
    public FusionFit(Settings settings, Path out, TrainObserver observer, BooleanSupplier stop) {
        this(settings, new Run(out), new Watch(observer, stop, out), Planar.Engine.best());
    }

    private FusionFit(Settings settings, Run out, Watch watch, Planar.Engine engine) {
        this.settings = settings;
        this.out = out;
        this.watch = watch;
        this.engine = engine;
    }

    /** The same on a device, with a precision. */
    public FusionFit on(Device device, Precision precision) {
        return new FusionFit(settings, out, watch, new Planar.Engine(device, precision));
    }

    /**
     * Fits the fusions and writes the model.
     *
     * @return how planes and fusions do on the knees that the fusions were fitted on
     * @throws condyle.train.StoppedException if asked to stop; what was done is kept
     */
    public FusionTable run() throws IOException {
        FusionMembers members = FusionMembers.of(settings.runs(), settings.planes());
        List<String> names = members.runs().get(0).model().classes();
        ClassMap classes = ClassMap.of(LabelSet.CONDYLE, names);
        FusionCases cases = settings.cases().isPresent()
                ? FusionCases.read(settings.cases().get(), settings.labels(), classes)
                : FusionCases.validatedOn(settings.runs(), classes);
        List<FusionCertificate.Network> networks = new ArrayList<>();
        for (FusionMembers.Member m : members.distinct()) {
            networks.add(FusionCertificate.Network.of(m.run().toString(), new Run(m.run())));
        }
        FusionCertificate.requireApart(networks, cases);
        begin(members, cases);
        List<Said> said = look(members, cases);
        watch.ask("the fit");
        SimplexFit.Result linear = SimplexFit.of(said, TOLERANCE, CELLS);
        Map<String, FusionRule> rules = rules(said, linear);
        if (!rules.containsKey(settings.fusion())) {
            throw new IllegalArgumentException(
                    "fusion " + settings.fusion() + ": " + members.runs().size() + " planes of " + classes.count()
                            + " classes make too many combinations; choose another one");
        }
        FusionTable table = FusionTable.of(settings.planes(), said, rules, cases.targets(), classes);
        List<String> story = story(members.distinct(), cases, table, linear);
        finish(members, cases, table, new Fitted(rules, story));
        return table;
    }

    private List<Said> look(FusionMembers members, FusionCases cases) throws IOException {
        CaseLook look = new CaseLook(
                members.load(engine), members.pass(), cases, out.folder().resolve("fit"), settings.voxels(), watch);
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < cases.cases().size(); i++) {
            said.add(look.of(i));
            look.forget(i);
        }
        return said;
    }

    private static Map<String, FusionRule> rules(List<Said> said, SimplexFit.Result linear) {
        Map<String, FusionRule> rules = new LinkedHashMap<>();
        rules.put("mean", FusionRules.Mean.DEFAULTS);
        rules.put("linear", new FusionRules.Linear(linear.weights()));
        rules.put("per-class", SoftmaxFit.of(said));
        rules.put("majority", FusionRules.Majority.DEFAULTS);
        if (Math.pow(said.get(0).classes(), said.get(0).members()) <= 1 << 24) {
            rules.put("staple", Staple.DEFAULTS);
        }
        return rules;
    }

    private void begin(FusionMembers members, FusionCases cases) throws IOException {
        Map<String, String> inputs = new LinkedHashMap<>(cases.fingerprints());
        for (int i = 0; i < members.distinct().size(); i++) {
            Run run = new Run(members.distinct().get(i).run());
            inputs.put("run " + (i + 1) + " model.yaml", Provenance.sha256(run.model()));
        }
        Map<String, String> how = engine.words();
        how.put("planes", settings.planes().stream().map(Plane::name).collect(Collectors.joining(", ")));
        how.put("scheme", cases.scheme().name());
        how.put("voxels", Integer.toString(settings.voxels()));
        how.put("fusion", settings.fusion());
        if (!Files.exists(out.provenance()) && Files.isDirectory(out.folder()) && !empty(out.folder())) {
            throw new IOException(out.folder() + ": holds something else than a fusion; choose another folder with -o");
        }
        // What was fitted may be chosen anew; what it was fitted on may not.
        Provenance.of(how, inputs).begin(out, "fusion");
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.findAny().isEmpty();
        }
    }

    /** The fusions, and what is told of how they were fitted. */
    private record Fitted(Map<String, FusionRule> rules, List<String> story) {}

    private void finish(FusionMembers members, FusionCases cases, FusionTable table, Fitted fitted) throws IOException {
        List<FusionMembers.Member> once = members.distinct();
        Map<Path, String> folders = new LinkedHashMap<>();
        List<FusionCertificate.Network> networks = new ArrayList<>();
        for (FusionMembers.Member m : once) {
            String name = "members/" + (once.size() == 1 ? "all" : m.plane().name());
            copy(new Run(m.run()), new Run(out.folder().resolve(name)));
            networks.add(FusionCertificate.Network.of(name, new Run(m.run())));
            folders.put(m.run(), name);
        }
        FusionCertificate.of(networks, cases, out.provenance()).write(out.certificate());
        List<Fused.Other> others = new ArrayList<>();
        fitted.rules.forEach((name, rule) -> {
            if (!name.equals(settings.fusion())) {
                others.add(new Fused.Other(new Choice(name, (Record) rule), table.dice(name)));
            }
        });
        Fused fused = new Fused(
                new Choice(settings.fusion(), (Record) fitted.rules.get(settings.fusion())),
                members.runs().stream()
                        .map(m ->
                                new Fused.Member(folders.get(m.run()), m.plane().name()))
                        .toList(),
                others);
        List<Path> places = fused.members().stream()
                .map(m -> out.folder().resolve(m.model()))
                .toList();
        table.write(out.folder());
        out.write(
                out.model(),
                new Model(
                        name(),
                        once.get(0).model().classes(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(fused),
                        ModelFiles.fingerprint(places),
                        fitted.story,
                        List.of()));
    }

    private String name() {
        return out.folder().toAbsolutePath().normalize().getFileName().toString();
    }

    private static void copy(Run from, Run to) throws IOException {
        for (Path file : List.of(from.weights(), from.model())) {
            Path target = to.folder().resolve(file.getFileName());
            WholeFile.write(target, stream -> Files.copy(file, stream));
        }
    }

    private List<String> story(
            List<FusionMembers.Member> once, FusionCases cases, FusionTable table, SimplexFit.Result linear) {
        List<String> story = new ArrayList<>();
        for (FusionMembers.Member m : once) {
            String who = once.size() == 1 ? "all planes" : m.plane().name();
            m.model().training().forEach(line -> story.add(who + ": " + line));
        }
        long subjects = cases.cases().stream().map(Case::subject).distinct().count();
        story.add(String.format(
                Locale.ROOT,
                "fusion %s fitted on %d annotated %s of %d %s, mean Dice there %.4f",
                settings.fusion(),
                cases.cases().size(),
                cases.cases().size() == 1 ? "knee" : "knees",
                subjects,
                subjects == 1 ? "subject" : "subjects",
                table.dice(settings.fusion())));
        List<String> weights = new ArrayList<>();
        for (int m = 0; m < linear.weights().size(); m++) {
            weights.add(String.format(
                    Locale.ROOT,
                    "%s %.4f",
                    settings.planes().get(m).name(),
                    linear.weights().get(m)));
        }
        story.add(String.format(
                Locale.ROOT,
                "best linear weights there: %s, mean Dice %.4f, with no weights above %.4f",
                String.join(", ", weights),
                linear.dice(),
                linear.bound()));
        return story;
    }
}
