package condyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import condyle.image.Geometry;
import condyle.image.Side;
import condyle.image.Size;
import condyle.image.Vec;
import condyle.image.Volume;
import condyle.io.Volumes;
import condyle.phantom.Contrast;
import condyle.phantom.Knee;
import condyle.phantom.Scanner;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of README.md, compiled and run as it stands there, only its paths replaced. */
class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void linesOfTheReadmeSegmentAKnee(@TempDir Path folder) throws Exception {
        Path model = root().resolve("models/knee");
        assumeTrue(Files.exists(model.resolve("model.yaml")), "models/knee holds no model");
        Path scan = folder.resolve("scan.nii.gz");
        Path tissues = folder.resolve("tissues.nii.gz");
        Volume knee = knee();
        Volumes.write(knee, scan);

        run(
                snippet()
                        .replace("\"knee-dicom/\"", literal(scan))
                        .replace("\"models/knee\"", literal(model))
                        .replace("\"tissues.nii.gz\"", literal(tissues)),
                folder);

        Volume written = Volumes.read(tissues);
        assertThat(written.geometry().sameGrid(knee.geometry())).isTrue();
        assertThat(written.at(0, 0, 0)).isBetween(0f, 9f);
    }

    /** A block of 48 mm in the joint, small enough for one window. */
    private static Volume knee() {
        SplittableRandom random = new SplittableRandom(1);
        Geometry block = Geometry.of(new Size(32, 32, 32), new Vec(1.5, 1.5, 1.5), new Vec(-24, -24, -24));
        return Scanner.dess(random).image(Knee.of(1, Side.RIGHT), block, Contrast.dess(random), 1);
    }

    private static String snippet() throws IOException {
        Matcher matcher =
                JAVA.matcher(Files.readString(root().resolve("README.md")).replace("\r", ""));
        assertThat(matcher.find()).as("README.md shows Java").isTrue();
        return matcher.group(1);
    }

    private static void run(String snippet, Path folder) throws Exception {
        String imports = snippet.lines().filter(l -> l.startsWith("import")).collect(Collectors.joining("\n"));
        String body = snippet.lines().filter(l -> !l.startsWith("import")).collect(Collectors.joining("\n"));
        Path source = folder.resolve("Readme.java");
        Files.writeString(
                source,
                imports + "\npublic class Readme { public static void main(String[] a) throws Exception {\n" + body
                        + "\n}}");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), "-Werror", source.toString());
        assertThat(failed).as("README.md's Java compiles").isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass("Readme").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
    }

    private static String literal(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\") + "\"";
    }

    /** The project's folder: the nearest one above that holds the module image. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("image/pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
