package condyle.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTest {
    enum Mode {
        FAST,
        VERY_SLOW
    }

    record Shape(List<Integer> channels, int levels) {
        static final Shape DEFAULTS = new Shape(List.of(8, 16), 2);

        Shape {
            Check.within("levels", levels, 1, 6);
        }
    }

    record Flat(double slope) {}

    record Train(double rate, int epochs, Mode mode, Size patch, boolean shuffle) {
        static final Train DEFAULTS = new Train(3e-3, 10, Mode.FAST, new Size(96, 96, 64), true);

        Train {
            Check.above("rate", rate, 0);
        }
    }

    record Trial(
            String name,
            Choice network,
            Train train,
            List<Path> files,
            Map<String, Flat> curves,
            Optional<Long> seed) {}

    static final Registry<Integer, String> NETWORKS = Registry.<Integer, String>of("network")
            .add("unet", new Shape(List.of(2), 1), (Shape s, Integer n) -> "unet " + s.levels() + "/" + n)
            .add("vnet", new Flat(1), (Flat s, Integer n) -> "vnet " + s.slope())
            .add("attention-unet", new Flat(1), (Flat s, Integer n) -> "attention " + s.slope());

    static final Yaml YAML = new Yaml().with("network", NETWORKS);

    static final String GOOD = """
            name: 0012
            network: {type: unet, channels: [4, 8, 16]}
            train:
              epochs: 3
              mode: very-slow
              patch: [48, 32, 16]
            files: [a/b.nii.gz, "c d"]
            curves:
              b: {slope: 1}
              a: {slope: -2.5e-3}
            """;

    static Trial read(String text, String... overrides) {
        return YAML.parse("trial.yaml", text, Trial.class, List.of(overrides));
    }

    static void complains(String text, String message, String... overrides) {
        assertThatThrownBy(() -> read(text, overrides))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void everyKindOfValueIsRead() {
        Trial trial = read(GOOD);
        assertThat(trial.name()).isEqualTo("0012");
        assertThat(trial.network()).isEqualTo(new Choice("unet", new Shape(List.of(4, 8, 16), 2)));
        assertThat(trial.train()).isEqualTo(new Train(3e-3, 3, Mode.VERY_SLOW, new Size(48, 32, 16), true));
        assertThat(trial.files()).containsExactly(Path.of("a/b.nii.gz"), Path.of("c d"));
        assertThat(trial.curves()).containsExactly(Map.entry("b", new Flat(1)), Map.entry("a", new Flat(-2.5e-3)));
        assertThat(trial.seed()).isEmpty();
    }

    @Test
    void whatIsPrintedReadsBackEqual() {
        Trial trial = read(GOOD, "seed=9", "name=\"a: b # c\\n\\\"d\\\"\"");
        assertThat(read(YAML.print(trial))).isEqualTo(trial);
    }

    @Test
    void printShowsEverySettingResolved() {
        assertThat(YAML.print(read(GOOD, "seed=9"))).isEqualTo("""
                        name: "0012"
                        network:
                          type: unet
                          channels: [4, 8, 16]
                          levels: 2
                        train:
                          rate: 0.003
                          epochs: 3
                          mode: very-slow
                          patch: [48, 32, 16]
                          shuffle: true
                        files: [a/b.nii.gz, c d]
                        curves:
                          b:
                            slope: 1.0
                          a:
                            slope: -0.0025
                        seed: 9
                        """);
    }

    @Test
    void numbersArePrintedAsOlderYamlReadsThemToo() {
        assertThat(YAML.print(new Flat(1e-5))).isEqualTo("slope: 1.0e-5\n");
        assertThat(YAML.print(new Flat(2.5e20))).isEqualTo("slope: 2.5e+20\n");
        assertThat(YAML.parse("", "slope: 2.5e+20", Flat.class, List.of())).isEqualTo(new Flat(2.5e20));
    }

    @Test
    void unknownNetworkListsTheKnownOnes() {
        complains(
                GOOD.replace("type: unet", "type: unett"),
                "trial.yaml: network.type: unknown network 'unett'; known: attention-unet, unet, vnet");
    }

    @Test
    void unknownKeyNamesTheNearest() {
        complains(
                GOOD.replace("epochs", "epocs"),
                "trial.yaml: train.epocs: unknown key; did you mean 'epochs'? known: rate, epochs, mode, patch, shuffle");
        complains(GOOD.replace("channels", "slope"), "trial.yaml: network.slope: unknown key; known: channels, levels");
    }

    @Test
    void missingKeyNamesWhatIsExpected() {
        complains(GOOD.replace("name: 0012", ""), "trial.yaml: name: missing; expected text");
        complains(GOOD.replace("{slope: 1}", "{}"), "trial.yaml: curves.b.slope: missing; expected a number");
        complains(
                GOOD.replace("type: unet, ", ""),
                "trial.yaml: network.type: missing; expected one of attention-unet, unet, vnet");
        complains("", "trial.yaml: name: missing; expected text");
    }

    @Test
    void wrongTypeNamesValueAndExpectation() {
        complains(
                GOOD.replace("3\n", "3.5\n"),
                "trial.yaml: train.epochs: '3.5' is not a whole number; expected for example 10");
        complains(
                GOOD.replace("3\n", "'3'\n"),
                "trial.yaml: train.epochs: '3' is not a whole number; expected for example 10, without quotes");
        complains(
                GOOD.replace("3\n", "3000000000\n"),
                "trial.yaml: train.epochs: 3000000000 is out of range, expected -2147483648 to 2147483647");
        complains(
                GOOD.replace("slope: 1", "slope: .nan"),
                "trial.yaml: curves.b.slope: '.nan' is not a number; expected for example 0.5 or 3e-3");
        complains(
                GOOD.replace("very-slow", "slow"),
                "trial.yaml: train.mode: unknown value 'slow'; known: fast, very-slow");
        complains(GOOD, "--set: train.shuffle: 'yes' is neither true nor false", "train.shuffle=yes");
        complains(
                GOOD.replace("[48, 32, 16]", "[48, 32]"), "trial.yaml: train.patch: has 2 numbers; expected [x, y, z]");
        complains(
                GOOD.replace("[4, 8, 16]", "4"),
                "trial.yaml: network.channels: holds '4'; expected a list, each a whole number");
        complains(
                GOOD.replace("8, 16]", "8, x]"),
                "trial.yaml: network.channels.2: 'x' is not a whole number; expected for example 10");
        complains(
                GOOD.replace("{slope: 1}", "[1]"),
                "trial.yaml: curves.b: holds a list; expected an object with the keys slope");
        complains(GOOD.replace("epochs: 3", "epochs:"), "trial.yaml: train.epochs: is empty; expected a whole number");
    }

    @Test
    void valueOutOfRangeNamesTheKey() {
        complains(
                GOOD.replace("epochs: 3", "rate: -1e-3"),
                "trial.yaml: train.rate: -0.001 is out of range, expected above 0");
        complains(
                GOOD.replace("channels: [4, 8, 16]", "levels: 9"),
                "trial.yaml: network.levels: 9 is out of range, expected 1 to 6");
        complains(
                GOOD.replace("[48, 32, 16]", "[0, 32, 16]"),
                "trial.yaml: train.patch: size 0×32×16: each axis needs at least 1 voxel");
    }

    @Test
    void overridesLieOverTheFile() {
        Trial trial = read(GOOD, "train.rate=1e-2", "network.channels=[1, 2]", "files.1=e", "curves.a.slope=7");
        assertThat(trial.train().rate()).isEqualTo(1e-2);
        assertThat(trial.network().settings()).isEqualTo(new Shape(List.of(1, 2), 2));
        assertThat(trial.files()).containsExactly(Path.of("a/b.nii.gz"), Path.of("e"));
        assertThat(trial.curves().get("a")).isEqualTo(new Flat(7));
    }

    @Test
    void overrideMayChooseAnotherNetwork() {
        assertThat(read(GOOD, "network={type: vnet, slope: 2}").network()).isEqualTo(new Choice("vnet", new Flat(2)));
    }

    @Test
    void overrideOfAWrongPathListsTheKnownKeys() {
        complains(
                GOOD,
                "--set: train.rat: unknown key; did you mean 'rate'? known: rate, epochs, mode, patch, shuffle",
                "train.rat=1");
        complains(
                GOOD,
                "--set: train.rate.x: train.rate holds '1' and has no keys below it",
                "train.rate=1",
                "train.rate.x=2");
        complains(GOOD, "--set: files.2: '2' is no place in a list of 2; expected 0 to 1", "files.2=e");
        complains(GOOD, "--set: 'train' names no key; expected for example train.rate=3e-3", "train");
    }

    @Test
    void oddYamlIsRefusedWithItsPlace() {
        complains("name: a\nname: b", "trial.yaml: line 2, column 1: key 'name' stands twice; remove one");
        complains(
                "name: &x a\nfiles: [*x]",
                "trial.yaml: line 2, column 9: aliases (*name) are not taken; write the value out");
        complains(
                "name: !!binary YQ==",
                "trial.yaml: line 1, column 7: tags (tag:yaml.org,2002:binary) are not taken; remove it");
        complains("a: 1\n---\nb: 2", "trial.yaml: line 2, column 1: a second document begins; expected one");
        complains("a: b: c", "trial.yaml: line 1, column 5: not valid YAML: mapping values are not allowed here");
        complains("[".repeat(50), "trial.yaml: line 1, column 41: nested deeper than 40 levels");
        complains("#".repeat(1_000_001), "trial.yaml: 1,000,001 characters long; settings may have at most 1,000,000");
        complains(
                "- a",
                "trial.yaml: holds a list; expected an object with the keys name, network, train, files, curves, seed");
    }

    @Test
    void byteOrderMarkAndWindowsLineEndsAreTaken() {
        assertThat(read("\ufeff" + GOOD.replace("\n", "\r\n"))).isEqualTo(read(GOOD));
    }

    @Test
    void controlCharactersAreRefusedInOneLine() {
        assertThatThrownBy(() -> read("name: a\u0000b"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("trial.yaml: ")
                .hasMessageMatching("[^\n]*");
    }

    @Test
    void fileThatIsNotThereOrNotTextIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.yaml");
        assertThatThrownBy(() -> YAML.read(file, Trial.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": no such file; expected settings in YAML");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> YAML.read(file, Trial.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": not a text in UTF-8; expected settings in YAML");
    }

    @Test
    void registryMakesWhatWasChosen() {
        assertThat(NETWORKS.make(read(GOOD).network(), 5)).isEqualTo("unet 2/5");
        assertThat(NETWORKS.make(new Choice("unet", NETWORKS.tiny("unet")), 5)).isEqualTo("unet 1/5");
        assertThatThrownBy(() -> NETWORKS.tiny("unett"))
                .hasMessage("unknown network 'unett'; known: attention-unet, unet, vnet");
        assertThatThrownBy(() -> NETWORKS.make(new Choice("unet", new Flat(1)), 5))
                .hasMessageStartingWith("network 'unet' takes settings condyle.config.YamlTest$Shape, not Flat[");
    }

    @Test
    void schemaTellsKeysTypesChoicesAndDefaults() {
        String schema = YAML.schema(Trial.class);
        assertThat(schema)
                .contains("\"required\": [\"name\", \"network\", \"files\", \"curves\"]")
                .contains("\"const\": \"attention-unet\"")
                .contains("\"enum\": [\"fast\", \"very-slow\"],")
                .contains("\"default\": [96, 96, 64]")
                .contains("\"additionalProperties\": false");
        // JSON is YAML: the schema's own text must at least be well formed.
        assertThat(YamlText.parse("schema", schema)).isInstanceOf(Node.Mapping.class);
    }
}
