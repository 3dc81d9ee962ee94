package condyle.experiment;

import condyle.data.ClassMap;
import condyle.data.Preprocessing;
import condyle.image.Geometry;
import condyle.image.Volume;
import condyle.infer.Plane;
import condyle.infer.SliceCarrier;
import condyle.infer.SlidingWindow;
import condyle.infer.Voxels;
import condyle.net.Network;
import condyle.net.Task;
import condyle.nn.Mode;
import condyle.tensor.Device;
import condyle.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** A network that looks at a knee in slices of one plane, and tells what it sees slice by slice. */
public final class Planar {
    private final Model.Pass pass;
    private final ClassMap classes;
    private final Plane plane;
    private final SlidingWindow window;

    private Planar(Model.Pass pass, ClassMap classes, Plane plane, SlidingWindow window) {
        this.pass = pass;
        this.classes = classes;
        this.plane = plane;
        this.window = window;
    }

    /** What networks run on. */
    public record Engine(Device device, Precision precision) {
        /** The best at hand. */
        public static Engine best() {
            Device device = Device.of("auto");
            return new Engine(device, Precision.of("auto", device));
        }

        /** As provenance.yaml has it. */
        public Map<String, String> words() {
            Map<String, String> words = new LinkedHashMap<>();
            words.put("device", device.name().toLowerCase(Locale.ROOT));
            words.put("precision", precision.name().toLowerCase(Locale.ROOT));
            return words;
        }
    }

    /**
     * Loads a model that {@link #plane} knows a plane of, to look across that plane or another one.
     *
     * @throws IOException if its weights do not fit
     */
    public static Planar load(Path folder, Model model, Plane plane, Engine engine) throws IOException {
        Model.Pass pass = model.passes().get(0);
        Network network = pass.network(new Task(1, model.classMap().count(), 0));
        try {
            network.load(ModelFiles.weights(folder, pass.name()));
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
        network.mode(Mode.USE);
        Network there = network.on(engine.device);
        SlidingWindow window = new SlidingWindow(there, pass.infer(), engine.precision, engine.device);
        return new Planar(
                pass,
                model.classMap(),
                plane,
                window.scaling(pass.preprocessing().ofEachWindow()));
    }

    /** The plane that a model's slices lie in; nothing for a model of several passes, of blocks, or for a function. */
    public static Optional<Plane> plane(Model model) {
        return model.passes().size() == 1 ? plane(model.passes().get(0)) : Optional.empty();
    }

    private static Optional<Plane> plane(Model.Pass pass) {
        return Plane.of(pass.infer().window(), pass.preprocessing().axes());
    }

    /** The plane that it looks across. */
    public Plane plane() {
        return plane;
    }

    /** What it can tell apart. */
    public ClassMap classes() {
        return classes;
    }

    /** The grid on which answers of networks that look at a scan in this way are put together: of a letterbox the inside. */
    public static Geometry grid(Model.Pass pass, Geometry scan) {
        Preprocessing p = pass.preprocessing();
        return new Preprocessing(p.orientation(), p.crop(), p.intensity(), p.statistics()).seen(scan, pass.spacing());
    }

    /**
     * Tells what it sees of every voxel of a grid, that of {@link #grid}. Memory: the scan brought to the slices' grid, and two
     * slices of probabilities.
     *
     * @param progress is told the share done, 0–1
     */
    public void look(Volume scan, Geometry grid, Voxels to, DoubleConsumer progress) {
        int across = pass.infer().window().across();
        boolean own = plane(pass).equals(Optional.of(plane));
        Geometry slices = own
                ? pass.preprocessing().seen(scan.geometry(), pass.spacing())
                : plane.grid(grid, across, pass.spacing());
        Volume image = pass.preprocessing().look(scan, slices, own ? slices : grid);
        SliceCarrier carrier = new SliceCarrier(slices, across, grid, to);
        window.slices(image, classes.outputs(), carrier::next, progress);
    }
}
