package condyle.cli;

import condyle.config.Build;
import condyle.tensor.Engine;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code condyle} command: exit code 0 where all went well, 1 where a case failed, 2 on wrong usage. */
@Command(
        name = "condyle",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        description = "Reads knee MRI, finds bone, cartilage and menisci, measures them.",
        footer = {"", "For research use only; not a medical device."},
        subcommands = {
            SegmentCommand.class,
            DemoCommand.class,
            InfoCommand.class,
            ConvertCommand.class,
            MeasureCommand.class,
            MeshCommand.class,
            TargetsCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            PhantomCommand.class,
            RenderCommand.class,
            PlanCommand.class,
            TrainCommand.class,
            CrossvalCommand.class,
            VerifyCommand.class,
            FuseCommand.class,
            ConfigCommand.class,
            ModelsCommand.class,
            NetworksCommand.class,
            LatentCommand.class,
            CompletionCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

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
        throw new ParameterException(
                spec.commandLine(),
                "which command? known: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** Runs one command line and gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        Failures.install(line);
        try {
            return line.execute(arguments);
        } catch (Error e) {
            // picocli passes errors on: no memory, no engine for this machine.
            Failures.tell(err, e);
            return Failures.FAILED;
        } finally {
            out.flush();
            err.flush();
        }
    }

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }
}
