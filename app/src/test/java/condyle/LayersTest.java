package condyle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of packages, read from the sources of all modules. */
class LayersTest {
    /** Bottom to top: each may use only what stands before it. A package's own sub-packages count as it. */
    private static final Map<String, List<String>> ORDER = new LinkedHashMap<>();

    static {
        ORDER.put("image", List.of("image", "io", "distance", "mesh", "metric", "statistics", "measure", "phantom"));
        ORDER.put(
                "learn",
                List.of(
                        "config",
                        "tensor",
                        "nn",
                        "net",
                        "loss",
                        "data",
                        "infer",
                        "implicit",
                        "train",
                        "experiment",
                        "fusion",
                        "crossval",
                        "plan"));
        ORDER.put("app", List.of("report", "web", "cli"));
        ORDER.put("spark", List.of("spark"));
        ORDER.put("bench", List.of("bench"));
    }

    private static final List<String> PACKAGES =
            ORDER.values().stream().flatMap(List::stream).toList();
    private static final Pattern PACKAGE = Pattern.compile("^package condyle\\.([a-z]+)");
    private static final Pattern USE = Pattern.compile("\\bcondyle\\.([a-z]+)(?:\\.[a-z]+)*\\.(?:[A-Z]|\\*)");

    @Test
    void everyPackageUsesOnlyWhatStandsBelowIt() throws IOException {
        List<String> offences = new ArrayList<>();
        Path root = root();
        try (Stream<Path> files = Files.walk(root, 12)) {
            List<Path> sources = files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> name(root, f).matches("[a-z]+/src/main/java/.*"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(10);
            for (Path f : sources) {
                offences.addAll(offences(name(root, f), Files.readAllLines(f)));
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void importOfAHigherPackageIsNamed() {
        assertThat(offences(
                        "learn/src/main/java/condyle/nn/A.java",
                        List.of(
                                "package condyle.nn;",
                                "import condyle.tensor.Tensor;",
                                "import condyle.train.Trainer;")))
                .containsExactly(
                        "learn/src/main/java/condyle/nn/A.java:3: condyle.nn lies below condyle.train and may not import it");
        assertThat(offences(
                        "image/src/main/java/condyle/io/dicom/A.java",
                        List.of(
                                "package condyle.io.dicom;",
                                "import static condyle.metric.Overlap.dice;",
                                "import condyle.io.*;",
                                "// condyle.train.Trainer in a comment",
                                "condyle.cli.Main main;")))
                .containsExactly(
                        "image/src/main/java/condyle/io/dicom/A.java:2: condyle.io lies below condyle.metric and may not import it",
                        "image/src/main/java/condyle/io/dicom/A.java:5: condyle.io lies below condyle.cli and may not import it");
    }

    @Test
    void nativeCodeOutsideTensorIsNamed() {
        assertThat(offences(
                        "learn/src/main/java/condyle/nn/A.java",
                        List.of("package condyle.nn;", "org.bytedeco.pytorch.Tensor t;")))
                .containsExactly(
                        "learn/src/main/java/condyle/nn/A.java:2: org.bytedeco may appear in condyle.tensor and nowhere else");
    }

    @Test
    void packageOutsideTheOrderIsNamed() {
        assertThat(offences("image/src/main/java/condyle/util/A.java", List.of("package condyle.util;")))
                .containsExactly(
                        "image/src/main/java/condyle/util/A.java:1: condyle.util stands in no order of packages; known in module image: image, io, distance, mesh, metric, statistics, measure, phantom");
        assertThat(offences("image/src/main/java/condyle/nn/A.java", List.of("package condyle.nn;")))
                .containsExactly(
                        "image/src/main/java/condyle/nn/A.java:1: condyle.nn stands in no order of packages; known in module image: image, io, distance, mesh, metric, statistics, measure, phantom");
    }

    private static List<String> offences(String file, List<String> lines) {
        List<String> offences = new ArrayList<>();
        String own = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String at = file + ":" + (i + 1) + ": ";
            Matcher declared = PACKAGE.matcher(line);
            if (declared.find()) {
                own = declared.group(1);
                List<String> known = ORDER.getOrDefault(file.substring(0, file.indexOf('/')), List.of());
                if (!known.contains(own)) {
                    offences.add(at + "condyle." + own + " stands in no order of packages; known in module "
                            + file.substring(0, file.indexOf('/')) + ": " + String.join(", ", known));
                }
            } else if (line.contains("org.bytedeco") && !"tensor".equals(own)) {
                offences.add(at + "org.bytedeco may appear in condyle.tensor and nowhere else");
            } else if (!line.strip().matches("(//|/?\\*).*")) {
                offences.addAll(higher(at, own, line));
            }
        }
        return offences;
    }

    private static List<String> higher(String at, String own, String line) {
        return USE.matcher(line)
                .results()
                .map(m -> m.group(1))
                .filter(used -> PACKAGES.indexOf(used) > PACKAGES.indexOf(own))
                .map(used -> at + "condyle." + own + " lies below condyle." + used + " and may not import it")
                .toList();
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
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
