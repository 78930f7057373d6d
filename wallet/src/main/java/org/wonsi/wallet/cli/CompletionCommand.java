package org.wonsi.wallet.cli;

import java.util.concurrent.Callable;
import org.wonsi.wallet.cli.program.CommandContext;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The command {@code completion}: it prints a script that completes commands and options in the shell. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh.",
        footer = {"", "Example: source <(./wonsi wallet completion); alias wonsi-wallet='./wonsi wallet'"})
final class CompletionCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Override
    public Integer call() {
        context.environment()
                .terminal()
                .out()
                .print(AutoComplete.bash("wonsi-wallet", WonsiWallet.commandLine(context, context.messages())));
        return 0;
    }
}
