package condyle.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** The native engine underneath: its version, threads and random seed. */
public final class Engine {
    private static volatile boolean loaded;

    private Engine() {}

    /** Loads the native libraries; the first use of any tensor does so too. */
    public static void load() {
        if (!loaded) {
            try {
                unpack();
                Loader.load(torch.class);
            } catch (UnsatisfiedLinkError e) {
                throw new IllegalStateException(
                        "libtorch: cannot be loaded on " + Loader.getPlatform() + ": " + e.getMessage()
                                + "; expected natives for this platform on the class path; build on this machine",
                        e);
            }
            loaded = true;
        }
    }

    /**
     * Unpacks the libraries that others depend on before any is loaded.
     *
     * <p>The loader unpacks them one by one and loads each at once: libtorch would then find a libtorch_cpu that the
     * system has (Debian's python3-torch) instead of its own, not yet unpacked, and crash.
     */
    private static void unpack() {
        for (String folder : List.of("", "-gpu")) {
            for (String name : List.of("c10", "torch_cpu", "c10_cuda", "torch_cuda")) {
                String path =
                        "/org/bytedeco/pytorch/" + Loader.getPlatform() + folder + "/" + System.mapLibraryName(name);
                try {
                    if (Engine.class.getResource(path) != null) {
                        Loader.cacheResource(Engine.class, path);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(
                            "libtorch: cannot be unpacked: " + e.getMessage()
                                    + "; expected room for 450 MB in ~/.javacpp; free some, or set JAVA_TOOL_OPTIONS="
                                    + "-Dorg.bytedeco.javacpp.cachedir=FOLDER",
                            e);
                }
            }
        }
    }

    /** Name and version of the engine, such as {@code libtorch 2.10.0}. */
    public static String version() {
        String artifact;
        try {
            artifact = Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            artifact = "of unknown version";
        }
        return "libtorch " + artifact.replaceAll("-.*", "");
    }

    /** Threads that one operation may use. */
    public static int threads() {
        load();
        return torch.get_num_threads();
    }

    /** Sets the threads that one operation may use. Results may differ in the last bits between numbers of threads. */
    public static void threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads: " + count + "; expected at least 1");
        }
        load();
        torch.set_num_threads(count);
    }

    /** Seeds what the engine draws itself: dropout. Set before each step, a resumed run draws the same. */
    public static void seed(long seed) {
        load();
        torch.manual_seed(seed);
    }

    static boolean hasCuda() {
        load();
        return torch.cuda_is_available();
    }

    static void synchronizeCuda() {
        torch.cuda_synchronize();
    }
}
