package condyle.io;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the real data that tests may use, or skips the test and says why. */
public final class RealData {
    private RealData() {}

    public static Path path(String relative) {
        String root = System.getProperty("condyle.data", "");
        boolean set = !root.isBlank() && !root.startsWith("$");
        if (!set) {
            System.out.println("skipped: condyle.data is not set, it names the folder of real data");
        }
        Assumptions.assumeTrue(set, "condyle.data is not set, it names the folder of real data");
        Path path = Path.of(root, relative);
        Assumptions.assumeTrue(Files.exists(path), path + " is not there");
        return path;
    }
}
