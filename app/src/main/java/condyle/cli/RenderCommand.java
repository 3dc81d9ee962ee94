package condyle.cli;

import condyle.image.LabelMap;
import condyle.io.Volumes;
import condyle.phantom.Contrast;
import condyle.phantom.LabelRenderer;
import condyle.phantom.Look;
import condyle.phantom.Scanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an image of a label map, as the synthetic scanner would. */
@Command(
        name = "render",
        description = {
            "Makes an image of a label map, real or synthetic, on its own grid.",
            "Space without a label is filled with soft tissue."
        })
final class RenderCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LABELS", description = "Label map.")
    private Path input;

    @Mixin
    private SchemeOption scheme;

    @Mixin
    private ContrastOption contrast;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed makes the same image (default: 1).")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "IMAGE",
            description = "NIfTI file to write.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        LabelMap map = scheme.read(input);
        Look look = contrast.look();
        SplittableRandom random = new SplittableRandom(seed);
        Scanner scanner = look.scanner(random);
        Contrast drawn = look.contrast(random);
        Volumes.write(scanner.image(LabelRenderer.materials(map, seed), drawn, seed), output);
        return 0;
    }
}
