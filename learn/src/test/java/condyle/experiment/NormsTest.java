package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.net.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patches so small that a norm would get one number a channel. */
class NormsTest {
    private static final String PSPNET = "{type: pspnet, width: 4, blocks: [1, 1, 1, 1], bins: [1, 2], dropout: 0}";
    private static final String DEEP = "{type: unet, channels: [4, 4, 4, 4, 4]}";
    private static final String PUBLISHED =
            "{type: imperial-vnet, levels: 2, width: 4, patch: [2, 2, 2], asPublished: true}";

    @TempDir
    Path folder;

    private ThrowingCallable check(String network, String patch, int batch) throws IOException {
        Path file = Files.writeString(folder.resolve("e.yaml"), """
                name: norms
                classes: [femur]
                phantoms: {count: 1}
                stages:
                  - name: whole
                    spacing: 2
                    network: %s
                    train:
                      optimizer: {type: adam}
                      schedule: {type: constant}
                      phases: [{steps: 1, patch: %s, batch: %d, loss: {type: dice}}]
                    infer: {window: %s}
                """.formatted(network, patch, batch, patch));
        Stage stage = Formats.experiment(file, List.of()).stages().get(0);
        return () ->
                Norms.require(stage, new Task(1, 2, 1), stage.train().phases().get(0));
    }

    @Test
    void aMeanOverTheImageNeedsTwoSamples() throws IOException {
        assertThatThrownBy(check(PSPNET, "[1, 32, 32]", 1))
                .hasMessage("patch 1×32×32 with batch 1 leaves a norm of pspnet one number a channel, which has no "
                        + "deviation; expected batch: 2 or more");
        assertThatCode(check(PSPNET, "[1, 32, 32]", 2)).doesNotThrowAnyException();
    }

    @Test
    void aNormOfEachSampleNeedsALargerPatch() throws IOException {
        assertThatThrownBy(check(DEEP, "[16, 16, 16]", 4))
                .hasMessage("patch 16×16×16 with batch 4 leaves a norm of unet one number a channel, which has no "
                        + "deviation; expected a larger patch, or a network of fewer levels");
        assertThatCode(check(DEEP, "[16, 16, 32]", 1)).doesNotThrowAnyException();
    }

    @Test
    void aNetworkWithoutNormsTakesAnyPatch() throws IOException {
        assertThatCode(check(PUBLISHED, "[2, 2, 2]", 1)).doesNotThrowAnyException();
    }
}
