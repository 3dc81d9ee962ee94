package condyle.cli;

import condyle.image.LabelMap;
import condyle.io.Volumes;
import condyle.mesh.Mesh;
import condyle.mesh.Ply;
import condyle.mesh.SurfaceRenderer;
import condyle.report.Caption;
import condyle.report.Png;
import condyle.report.SurfaceSheet;
import condyle.report.SurfaceView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes surfaces of a label map's tissues. */
@Command(
        name = "mesh",
        description = {
            "Makes smooth closed surfaces of a label map's tissues.",
            "Writes DIR/TISSUE.ply for each tissue (binary PLY, world mm, RAS+) and one picture, DIR/surfaces.png."
        })
final class MeshCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "LABELS", description = "Label map.")
    private Path input;

    @Mixin
    private SchemeOption scheme;

    @Option(
            names = "--tissue",
            paramLabel = "NAME",
            description = "Only this tissue or group; may be given several times.")
    private List<String> tissues = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        List<String> names = scheme.chosen(tissues, spec);
        LabelMap map = scheme.read(input);
        SurfaceView surfaces = SurfaceView.of(map, names);
        if (surfaces.parts().isEmpty()) {
            throw new IOException(
                    input + ": no voxel of " + String.join(", ", names) + "; nothing to make surfaces of");
        }
        List<List<String>> table = new ArrayList<>(List.of(List.of("tissue", "triangles", "area mm²", "volume cm³")));
        for (Map.Entry<String, SurfaceRenderer.Part> part : surfaces.parts().entrySet()) {
            Mesh mesh = part.getValue().mesh();
            Ply.write(
                    mesh, part.getValue().color(), output.resolve(part.getKey().replace(' ', '-') + ".ply"));
            table.add(List.of(
                    part.getKey(),
                    String.format(Locale.ROOT, "%,d", mesh.triangles()),
                    String.format(Locale.ROOT, "%,.0f", mesh.area()),
                    String.format(Locale.ROOT, "%.2f", mesh.volume() / 1000)));
        }
        Caption caption = new Caption(Volumes.caseName(input), "Surfaces of " + map.geometry(), "", "");
        Png.of(SurfaceSheet.draw(surfaces, caption)).write(output.resolve("surfaces.png"));
        spec.commandLine().getOut().print(TextTable.of(table));
        return 0;
    }
}
