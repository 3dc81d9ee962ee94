package condyle.cli;

import condyle.image.LabelMap;
import condyle.image.Side;
import condyle.io.Volumes;
import condyle.phantom.Contrast;
import condyle.phantom.LabelRenderer;
import condyle.phantom.Look;
import condyle.phantom.Materials;
import condyle.phantom.Scanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an image of a label map, as the synthetic scanner would. */
@Command(
        name = "render",
        description = {
            "Makes an image of a label map, real or synthetic, on its own grid.",
            "Space without a label is filled with the soft tissue of a left or right knee, whichever the map is; it says which."
        })
final class RenderCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

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

    @Option(names = "--side", paramLabel = "SIDE", description = "left or right; estimated from the map without it.")
    private Side side = Side.UNKNOWN;

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
        Materials materials = LabelRenderer.materials(map, seed, side);
        Volumes.write(scanner.image(materials, drawn, seed), output);
        String known = side == Side.UNKNOWN ? " (estimated)" : "";
        spec.commandLine().getOut().println(output + ": " + materials.side() + " knee" + known + ", " + look);
        return 0;
    }
}
