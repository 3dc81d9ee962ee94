package condyle.tensor;

import java.io.IOException;
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
