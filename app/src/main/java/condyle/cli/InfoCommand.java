package condyle.cli;

import condyle.image.Geometry;
import condyle.image.Orientation;
import condyle.image.Side;
import condyle.image.Vec;
import condyle.io.ScanInfo;
import condyle.io.Volumes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what files or DICOM folders hold, from their headers alone. */
@Command(
        name = "info",
        description = "Says what a volume file or DICOM folder holds; never anything about the patient.")
final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AssumedOptions assumed;

    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "Volume files, DICOM folders, folders of these.")
    private List<Path> inputs;

    @Override
    public Integer call() {
        Batch batch = new Batch(spec.commandLine().getErr());
        for (Path input : inputs) {
            try {
                for (Path volume : Volumes.list(input)) {
                    batch.run(volume.toString(), () -> print(volume));
                }
            } catch (IOException e) {
                batch.fail(input.toString(), e);
            }
        }
        return batch.end();
    }

    private void print(Path path) throws IOException {
        ScanInfo info = Volumes.info(path, assumed.given());
        Geometry g = info.geometry();
        Vec extent = g.extent();
        PrintWriter out = spec.commandLine().getOut();
        out.println(path);
        line("format", info.format() + (info.files() > 1 ? ", " + info.files() + " files" : ""));
        line("grid", g.toString());
        line("field of view", String.format(Locale.ROOT, "%.0f×%.0f×%.0f mm", extent.x(), extent.y(), extent.z()));
        line("orientation", Orientation.of(g).toString());
        line("voxels", info.type());
        info.assumed().ifPresent(a -> line("note", a));
        info.modality().ifPresent(m -> line("modality", m));
        line(
                "side",
                info.side() == Side.UNKNOWN
                        ? "unknown: the file does not say"
                        : info.side().toString());
        out.flush();
    }

    private void line(String name, String value) {
        spec.commandLine().getOut().println(String.format("  %-14s %s", name, value));
    }
}
