package condyle.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process of its own measured: it prints a name and a value in each line.
 *
 * <p>A process for each measurement, since none gives its memory back.
 */
record Figures(Map<String, String> values) {
    /** Runs a class with this program's class path. */
    static Figures ofJava(Class<?> main, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return of(command);
    }

    /** Runs a command; no figures where it fails, which it says itself. */
    static Figures of(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> values = new HashMap<>();
        if (process.waitFor() == 0) {
            said.lines().map(line -> line.split(" ", 2)).forEach(pair -> values.put(pair[0], pair[1]));
        }
        return new Figures(values);
    }

    /** NaN where it was not printed. */
    double number(String name) {
        return Double.parseDouble(values.getOrDefault(name, "NaN"));
    }

    String text(String name) {
        return values.getOrDefault(name, "–");
    }

    /** Most memory, MiB, that this process has had in use so far, where Linux tells; else NaN. */
    static double memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
