package condyle.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    Path folder;

    @Test
    void writtenTablesAreReadByColumnName() throws IOException {
        Path file = folder.resolve("table.csv");
        Csv.write(file, List.of("a", "b"), List.of(List.of("knee, left", "1"), List.of("say \"x\"", "2")));
        assertThat(Files.readString(file)).isEqualTo("a,b\n\"knee, left\",1\n\"say \"\"x\"\"\",2\n");
        assertThat(Csv.read(file, List.of("b", "a")))
                .containsExactly(Map.of("a", "knee, left", "b", "1"), Map.of("a", "say \"x\"", "b", "2"));
    }

    @Test
    void missingColumnIsNamedWithThoseThere() throws IOException {
        Path file = folder.resolve("table.csv");
        Csv.write(file, List.of("a", "b"), List.of(List.of("1", "2")));
        assertThatThrownBy(() -> Csv.read(file, List.of("dice")))
                .hasMessage(file + ": no column 'dice'; the file has: a, b");
    }

    @Test
    void aTableWithoutRowsMustHaveItsColumnsToo() throws IOException {
        Path file = folder.resolve("table.csv");
        Csv.write(file, List.of("a", "b"), List.of());
        assertThat(Csv.read(file, List.of("b"))).isEmpty();
        assertThatThrownBy(() -> Csv.read(file, List.of("dice")))
                .hasMessage(file + ": no column 'dice'; the file has: a, b");
        Files.writeString(file, "");
        assertThatThrownBy(() -> Csv.read(file, List.of("a", "b")))
                .hasMessage(file + ": empty; expected the columns' names in the first line: a, b");
    }

    @Test
    void aColumnThatStandsTwiceIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("twice.csv"), "a,a,b\n1,2,3\n");
        assertThatThrownBy(() -> Csv.read(file, List.of("b", "a")))
                .hasMessage(file + ": column 'a' stands twice; expected it once");
    }

    @Test
    void aRowOfFewerCellsThanColumnsIsNoTable() throws IOException {
        Path file = Files.writeString(folder.resolve("short.csv"), "a,b\n1,2\n3\n");
        assertThatThrownBy(() -> Csv.read(file, List.of("a")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": not a comma-separated table: ");
    }

    @Test
    void whatSpreadsheetsWriteIsReadOrTold() throws IOException {
        Path marked = Files.writeString(folder.resolve("marked.csv"), "\uFEFFsubject,labels\r\nann,a.nii\r\n");
        assertThat(Csv.read(marked, List.of("subject", "labels")))
                .containsExactly(Map.of("subject", "ann", "labels", "a.nii"));
        Path semicolons = Files.writeString(folder.resolve("semicolons.csv"), "subject;labels\nann;a.nii\n");
        assertThatThrownBy(() -> Csv.read(semicolons, List.of("subject")))
                .hasMessage(semicolons + ": no column 'subject'; the file has: subject;labels; expected commas "
                        + "between columns");
    }

    @Test
    void numbersKeepSixDigitsAndReadBack() throws IOException {
        assertThat(Csv.number(1 / 3.0)).isEqualTo("0.333333");
        assertThat(Csv.number(123456.789)).isEqualTo("123457.0");
        for (double v : new double[] {0, -2.5, 11846.4, Double.NaN, Double.POSITIVE_INFINITY, 1e-9}) {
            assertThat(Csv.number(Path.of("t.csv"), "v", Csv.number(v))).isEqualTo(Double.valueOf(v));
        }
        assertThatThrownBy(() -> Csv.number(Path.of("t.csv"), "v", "much"))
                .hasMessage("t.csv: column v: 'much' is no number");
    }
}
