package condyle.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tables.awk and claims.awk of experiments/, where there is an awk. */
class TableScriptsTest {
    @TempDir
    Path folder;

    private void file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    private List<String> awk(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("awk"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "no awk here: " + e.getMessage());
            throw e;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().filter(line -> !line.isEmpty()).toList();
    }

    private static String script(String name) {
        return Path.of("..", "experiments", name).toAbsolutePath().toString();
    }

    @Test
    void aTableSaysWhatIsNotRunNotDoneAndWithoutANumber() throws IOException, InterruptedException {
        file(
                "columns.csv",
                "heading,file,what,of,over,decimals",
                "Dice,scores,dice,a+b,cases,3",
                "ASSD mm,scores,assd_mm,a,folds,1",
                "Loss,log,min,loss,runs,2",
                "Roll,log,roll,loss,runs,2",
                "minutes,log,minutes,seconds,runs,1");
        file(
                "document.csv",
                "table,row,title,Dice,patch (small),patch (full)",
                "T,x,Ours,0.9 ± 0.1,8,64",
                "T,y,Other,,8,64");
        file(
                "x/scores.csv",
                "subject,fold,seed,case,tissue,dice,assd_mm",
                "s,1,1,c,a,0.5,1",
                "s,1,1,c,b,0.7,9",
                "t,1,1,d,a,0.8,3",
                "t,1,1,d,b,1.0,9",
                "u,2,1,e,a,0.0,inf",
                "u,2,1,e,b,0.6,9");
        file(
                "x/fold-1/log.csv",
                "loss,seconds",
                "0.5,60",
                "0.4,60",
                "NaN,60",
                "0.3,60",
                "0.2,60",
                "0.1,60",
                "0.5,60",
                "0.3,60");
        List<String> said = awk(
                "-v",
                "preset=small",
                "-v",
                "trainings=3",
                "-f",
                script("tables.awk"),
                "columns.csv",
                "document.csv",
                "x/scores.csv",
                "x/fold-1/log.csv");
        assertThat(said)
                .containsExactly(
                        "**T**",
                        "|  | Dice, document | ours | patch | ASSD mm, ours | Loss, ours | Roll, ours | minutes, ours |",
                        "|---|---|---|---|---|---|---|---|",
                        "| Ours | 0.9 ± 0.1 | 0.600 ± 0.300 | 8 | 2.0 | 0.10 | 0.28 | 8.0 |",
                        "| Other | – | not run | 8 | not run | not run | not run | not run |",
                        "x: 2 of 3 trainings",
                        "x: 1 without ASSD mm");
    }

    @Test
    void claimsAreJudgedByTheirIntervalsWithHolmBesideThem() throws IOException, InterruptedException {
        file(
                "claims.csv",
                "claim,quantity,tissue,run,baseline,claimed",
                "1,dice,a,x,y,up",
                "2,assd_mm,a,x,y,down",
                "3,dice,b,x,y,above -0.01",
                "4,dice,b,x,z,any",
                "5,iou,a,x,y,any");
        file(
                "compare.csv",
                "run,tissue,quantity,difference,difference_low,difference_high,pairs,p",
                "y,a,dice,,,,,",
                "x,a,dice,0.02,0.01,0.03,24,0.003",
                "x,a,iou,0.02,0.01,0.03,24,0.06",
                "x,a,assd_mm,0.2,0.1,0.3,24,0.002",
                "x,b,dice,0.001,-0.02,0.03,24,0.5");
        List<String> said = awk("-f", script("claims.awk"), "claims.csv", "compare.csv");
        assertThat(said.subList(2, 7))
                .containsExactly(
                        "| 1 | dice of a, `x` − `y` | +0.0200 | +0.0100 to +0.0300 | 24 | 0.003 | 0.006 | holds |",
                        "| 2 | assd_mm of a, `x` − `y` | +0.2000 | +0.1000 to +0.3000 | 24 | 0.002 | 0.006 | does not hold |",
                        "| 3 | dice of b, `x` − `y` | +0.0010 | -0.0200 to +0.0300 | 24 | 0.500 | – | open |",
                        "| 4 | dice of b, `x` − `z` | not run | | | | | |",
                        "| 5 | iou of a, `x` − `y` | +0.0200 | +0.0100 to +0.0300 | 24 | 0.060 | 0.060 | differs: a hint |");
    }
}
