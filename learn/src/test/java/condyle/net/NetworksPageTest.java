package condyle.net;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.config.Choice;
import condyle.image.Size;
import condyle.nn.Norm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/reference/networks.md says what the program has. */
class NetworksPageTest {
    private static final int CLASSES = 7;

    static Set<String> names() {
        return Networks.ALL.names();
    }

    private static String page() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/reference"))) {
            folder = folder.getParent();
        }
        return Files.readString(folder.resolve("docs/reference/networks.md"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyNetworkHasARow(String name) throws IOException {
        assertThat(page()).contains("\n| `" + name + "` |");
    }

    static List<List<String>> planes() throws IOException {
        return page().split("\n## 2-D\n")[1]
                .split("\n## ")[0]
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .toList();
    }

    /** Cells: nothing, name, what it is, axes, parameters. */
    @ParameterizedTest
    @MethodSource("planes")
    void parametersAreThoseOfTheDefaultSettings(List<String> row) {
        String name = row.get(1).replace("`", "");
        Choice choice = new Choice(name, Networks.ALL.defaults(name));
        Task task = new Task(1, CLASSES, 1);
        Outline outline = Outline.of(choice, task, Outline.patch(choice, task, new Size(32, 32, 32)));
        assertThat(row.get(4)).isEqualTo(String.format(Locale.ROOT, "%,d", outline.parameters()));
    }

    @Test
    void theReferencesHaveTheParametersThatThePageTells() throws IOException {
        VNet.Config published =
                new VNet.Config(3, VNet.Config.DEFAULTS.channels(), VNet.Config.DEFAULTS.convolutions(), Norm.NONE);
        requireTold("vnet", published, 4, "65,175,380");
        requireTold("residual-unet", ResidualUNet.Config.DEFAULTS, 2, "102,348,226");
        requireTold("mednext", MedNeXt.Config.DEFAULTS, 2, "5,550,914");
        requireTold("mednext", mednextB(), 2, "10,526,306");
        requireTold("conditioned-implicit", ConditionedImplicit.Config.DEFAULTS, 10, "4,573,278");
    }

    private static MedNeXt.Config mednextB() {
        MedNeXt.Config small = MedNeXt.Config.DEFAULTS;
        return new MedNeXt.Config(
                3, small.width(), List.of(2, 3, 4, 4, 4, 4, 4, 3, 2), small.blocks(), small.kernel(), false);
    }

    private static void requireTold(String name, Record settings, int classes, String told) throws IOException {
        Outline outline = Outline.of(new Choice(name, settings), new Task(1, classes, 1), new Size(64, 64, 64));
        assertThat(String.format(Locale.ROOT, "%,d", outline.parameters()))
                .as(name)
                .isEqualTo(told);
        assertThat(page()).contains(told);
    }
}
