package condyle.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script with which bash and zsh complete the command's options. */
@Command(
        name = "completion",
        description = {
            "Prints the script with which bash and zsh complete options.",
            "For this shell: source <(condyle completion)"
        })
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("condyle", spec.root().commandLine()));
    }
}
