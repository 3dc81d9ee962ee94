package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseTableTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectory(folder.resolve("maps"));
        for (String name : new String[] {"maps/a.nii", "maps/b.nii", "scan.nii"}) {
            Files.createFile(folder.resolve(name));
        }
    }

    private CaseTable read(String rows) throws IOException {
        Path file = folder.resolve("cases.csv");
        Files.writeString(file, "subject,side,visit,image,labels\n" + rows);
        return CaseTable.read(file);
    }

    @Test
    void pathsStartFromTheTablesFolderAndEmptyCellsAreUnknown() throws IOException {
        CaseTable table = read("ann,left,1,scan.nii,maps/a.nii\nbob,,,,maps/b.nii\n");
        Case ann = table.cases().get(0);
        assertThat(ann.name()).isEqualTo("ann 1 left");
        assertThat(ann.image()).contains(folder.resolve("scan.nii"));
        assertThat(ann.labels()).isEqualTo(folder.resolve("maps/a.nii"));
        Case bob = table.cases().get(1);
        assertThat(bob.side()).isEqualTo(Side.UNKNOWN);
        assertThat(bob.image()).isEmpty();
        assertThat(bob.line()).isEqualTo(3);
    }

    @Test
    void aWrongLineIsNamed() {
        Path file = folder.resolve("cases.csv");
        assertThatThrownBy(() -> read("ann,,,,maps/a.nii\n,,,,maps/b.nii\n"))
                .hasMessage(file + ": line 3: subject is empty; expected a name, the same for all knees of one person");
        assertThatThrownBy(() -> read("ann,r,,,maps/a.nii\n"))
                .hasMessage(file + ": line 2: side 'r'; expected left, right, or nothing where it is not known");
        assertThatThrownBy(() -> read("ann,,,scan.nii,\n"))
                .hasMessage(file + ": line 2: labels is empty; expected the path of a label map");
        assertThatThrownBy(() -> read("ann,,,,maps/c.nii\n"))
                .hasMessage(file + ": line 2: " + folder.resolve("maps/c.nii")
                        + ": no such file or folder; paths are relative to the table");
    }

    @Test
    void labelsThatStandTwiceAreRefused() {
        assertThatThrownBy(() -> read("ann,,1,,maps/a.nii\nann,,2,,maps/../maps/a.nii\n"))
                .hasMessage(folder.resolve("cases.csv")
                        + ": line 3: labels maps/../maps/a.nii stand on line 2 too; a knee counts once");
    }

    @Test
    void aTableWithoutRowsOrColumnsSaysWhatIsExpected() throws IOException {
        assertThatThrownBy(() -> read(""))
                .hasMessageEndingWith("no cases; expected a line for each knee below the header");
        Path other = folder.resolve("other.csv");
        Files.writeString(other, "subject,labels\nann,maps/a.nii\n");
        assertThatThrownBy(() -> CaseTable.read(other))
                .hasMessage(other + ": no column 'side'; the file has: subject, labels");
        assertThatThrownBy(() -> CaseTable.read(folder.resolve("none.csv")))
                .hasMessageEndingWith(
                        "none.csv: no such file; expected a table with the columns subject, side, visit, image, labels");
    }
}
