package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import condyle.net.Networks;
import org.junit.jupiter.api.Test;

class NetworksTest {
    @Test
    void aNetworkIsALineWithItsPaper() {
        Run run = Run.of("networks", "encoder-unet", "--classes", "7");
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().toList()).hasSize(2);
        assertThat(run.out())
                .startsWith("network       axes  parameters    patch  GFLOP")
                .contains("encoder-unet     2  24,891,527  288×288")
                .endsWith("  Luan et al., 2025, doi:10.54254/2755-2721/2025.TJ28452\n");
    }

    @Test
    void unknownNetworksAreToldWithTheKnown() {
        Run run = Run.of("networks", "unett");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("unknown network 'unett'; known: " + String.join(", ", Networks.ALL.names()))
                .hasLineCount(1);
    }
}
