package condyle.cli;

import condyle.config.Build;
import condyle.tensor.Engine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code condyle} command. */
@Command(
        name = "condyle",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Reads knee MRI, finds bone, cartilage and menisci, measures them.")
public final class Main implements Runnable {
    /** Version, commit, engine, Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "condyle " + Build.version() + " (commit " + Build.commit() + ")",
                Engine.version() + ", Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
