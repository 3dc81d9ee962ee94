package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.LabelSet;
import condyle.image.Tissue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemeFileTest {
    @TempDir
    Path folder;

    private LabelSet read(String... tissues) throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "name: mine\ntissues: [" + String.join(", ", tissues) + "]\n");
        return SchemeFile.of("mine.yaml", folder);
    }

    private void complains(String message, String... tissues) {
        assertThatThrownBy(() -> read(tissues))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("mine.yaml") + ": " + message);
    }

    @Test
    void aTissueThatWeKnowHasOurColour() throws IOException {
        assertThat(read("{number: 3, name: femur}", "{number: 4, name: fat, color: \"#0000ff\"}")
                        .tissues())
                .containsExactly(
                        new Tissue(3, "femur", LabelSet.CONDYLE.tissues().get(0).color()), new Tissue(4, "fat", 0xff));
    }

    @Test
    void whatIsWrongIsToldWithTheFile() {
        complains("tissue 'fat': number -1 is out of range, expected 1–255", "{number: -1, name: fat}");
        complains("label scheme mine: number 1 stands twice", "{number: 1, name: femur}", "{number: 1, name: tibia}");
        complains(
                "tissue 'fat': color 'blue', expected six hexadecimal digits such as 3BA3E8",
                "{number: 1, name: fat, color: blue}");
    }
}
