package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.data.ClassMap;
import condyle.image.LabelSet;
import condyle.image.Size;
import condyle.implicit.Functions;
import condyle.loss.Grouping;
import condyle.loss.Losses;
import condyle.net.Network;
import condyle.net.Task;
import condyle.nn.Mode;
import condyle.tensor.NoGradient;
import condyle.tensor.Scope;
import condyle.tensor.Sketch;
import condyle.tensor.Tensor;
import condyle.train.Phase;
import condyle.train.Schedules;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of experiments/: each can be read and built, and the rows of a table differ in what the table compares alone. */
class ExperimentsTest {
    private static final Path EXPERIMENTS = Path.of("..", "experiments");
    private static final Path KNEE = Path.of("..", "models", "knee");

    /** A row of a table with the settings of a preset. */
    record Row(Path folder, String name, String preset) {
        Path yaml() {
            return folder.resolve(name + ".yaml");
        }

        List<String> settings() throws IOException {
            List<String> settings = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve(preset + ".txt"))) {
                String[] words = line.split(" +", 3);
                if (words[0].equals("set") && matches(words[1])) {
                    settings.add(words[2]);
                }
            }
            return settings;
        }

        private boolean matches(String pattern) {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(name));
        }

        @Override
        public String toString() {
            return folder.getFileName() + " " + name + " " + preset;
        }
    }

    static List<Path> yamls() throws IOException {
        try (Stream<Path> all = Files.walk(EXPERIMENTS)) {
            return all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    static List<Path> tables() throws IOException {
        try (Stream<Path> all = Files.walk(EXPERIMENTS)) {
            return all.filter(f -> f.endsWith("document.csv"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path folder : tables()) {
            for (String name : named(folder)) {
                for (String preset : List.of("small", "full")) {
                    Row row = new Row(folder, name, preset);
                    if (Files.exists(row.yaml())) {
                        rows.add(row);
                    }
                }
            }
        }
        return rows;
    }

    /** Names of the rows of a table. */
    private static List<String> named(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("document.csv")).stream()
                .skip(1)
                .map(line -> line.split(",")[1])
                .toList();
    }

    @ParameterizedTest
    @MethodSource("yamls")
    void everyFileCanBeBuilt(Path yaml) throws IOException {
        Experiment experiment = Files.readString(yaml).contains("classes:")
                ? Formats.experiment(yaml, List.of())
                : Formats.experiment(yaml, List.of(), KNEE);
        requireBuilt(experiment);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowOfATableCanBeBuiltWithBothPresets(Row row) throws IOException {
        requireBuilt(Formats.experiment(row.yaml(), row.settings()));
    }

    private static void requireBuilt(Experiment experiment) {
        ClassMap classes = ClassMap.of(LabelSet.CONDYLE, experiment.classes());
        experiment.implicit().ifPresent(i -> {
            Functions.Given given = new Functions.Given(classes.outputs(), 1, row -> {});
            assertThat(Functions.ALL.make(i.function(), given).state()).isNotEmpty();
        });
        for (int i = 0; i < experiment.stages().size(); i++) {
            Stage stage = experiment.stages().get(i);
            for (Phase phase : stage.train().phases()) {
                Task task = new Task(Cascade.channels(i, classes), classes.count(), 1);
                requireRuns(stage, phase, task);
                Norms.require(stage, task, phase);
            }
            assertThat(Schedules.ALL
                            .make(stage.train().schedule(), null)
                            .at(stage.train().steps() - 1, stage.train().steps()))
                    .as("rate at the last step, of the highest")
                    .isBetween(1e-3, 1.0);
        }
    }

    /** A patch runs through the network, drawn in outline, and the loss can be made for what comes out. */
    private static void requireRuns(Stage stage, Phase phase, Task task) {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient();
                Sketch sketch = new Sketch(Sketch.Kind.SHAPES)) {
            Network network = stage.network(task);
            network.mode(Mode.USE);
            Size patch = phase.patch();
            network.requirePatch(patch);
            Tensor image = Sketch.image(1, task.inputs(), patch.z(), patch.y(), patch.x());
            int maps = stage.head().map(h -> h.channels(task.classes())).orElse(0);
            assertThat(network.heads(image, Sketch.image(1, 3)).size(1))
                    .as("channels of " + stage.network().type())
                    .isEqualTo(task.classes() + maps);
            assertThat(network.fit(stage.infer().window()))
                    .as("a window that is not made larger")
                    .isEqualTo(stage.infer().window());
        }
        Losses.ALL.make(phase.loss(), Grouping.of(task.classes()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableHasAFileForEachRowAndARowForEachFile(Path folder) throws IOException {
        List<String> files = yamls().stream()
                .filter(f -> f.getParent().equals(folder))
                .map(f -> f.getFileName().toString().replace(".yaml", ""))
                .toList();
        assertThat(named(folder)).containsAll(files).doesNotHaveDuplicates();
        for (String preset : List.of("small", "full")) {
            Map<String, Path> same = same(folder, preset);
            assertThat(same.values()).allMatch(Files::exists);
            assertThat(named(folder)).allMatch(row -> files.contains(row) != same.containsKey(row));
        }
    }

    /** Rows that a preset takes from another table, with that table's file for each; they must be of the same knees and folds. */
    private static Map<String, Path> same(Path folder, String preset) throws IOException {
        Map<String, Path> same = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve(preset + ".txt"))) {
            String[] words = line.split(" +");
            if (words[0].equals("same")) {
                Path other = EXPERIMENTS.resolve(words[2]);
                assertThat(knees(other.getParent(), preset)).isEqualTo(knees(folder, preset));
                same.put(words[1], other.resolveSibling(other.getFileName() + ".yaml"));
            }
        }
        return same;
    }

    /** What a preset says of knees, folds and seeds. */
    private static List<String> knees(Path folder, String preset) throws IOException {
        return Files.readAllLines(folder.resolve(preset + ".txt")).stream()
                .filter(line -> line.matches("(cohort|folds?|seeds) .*"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"salvi-sdf", "caliva-2019-distance-penalty", "imperial-2020-zoo"})
    void claimsAreOfRowsThatTheTableHas(String table) throws IOException {
        Path folder = EXPERIMENTS.resolve(table);
        List<String> lines = Files.readAllLines(folder.resolve("claims.csv"));
        assertThat(lines.get(0)).isEqualTo("claim,quantity,tissue,run,baseline,claimed");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            assertThat(named(folder)).contains(cells[3], cells[4]);
            assertThat(cells[5]).matches("up|down|any|(above|below) -?[0-9.]+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"salvi-sdf", "caliva-2019-distance-penalty", "imperial-2020-zoo"})
    void rowsDifferInWhatTheTableComparesAlone(String table) throws IOException {
        List<String> compared = table.equals("imperial-2020-zoo")
                ? List.of(
                        "name=x",
                        "stages.0.network={type: unet}",
                        "stages.0.train.schedule={type: constant}",
                        "stages.0.train.phases.0.patch=[8, 8, 8]",
                        "stages.0.infer.window=[8, 8, 8]")
                : List.of("name=x", "stages.0.head={}", "stages.0.train.phases.0.loss={type: dice}");
        List<Experiment> same = new ArrayList<>();
        for (String name : named(EXPERIMENTS.resolve(table))) {
            Path yaml = EXPERIMENTS.resolve(table).resolve(name + ".yaml");
            // A function of place is another thing than a network in all it is trained with.
            if (!Files.readString(yaml).contains("implicit:")) {
                same.add(Formats.experiment(yaml, compared));
            }
        }
        assertThat(same).hasSizeGreaterThan(2).containsOnly(same.get(0));
    }
}
