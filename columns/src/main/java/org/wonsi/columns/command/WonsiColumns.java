package org.wonsi.columns.command;

import java.io.UncheckedIOException;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.platform.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main class of this jar; {@code ./wonsi} starts it for two commands. Exit code 0, 1 (failed) or 2 (used wrongly). */
@Command(
        name = "wonsi",
        description = "The chain as columns: Parquet files, and SQL on them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ExportParquetCommand.class, SqlCommand.class})
public final class WonsiColumns implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The commands, for running and for their documentation. */
    public static CommandLine commandLine() {
        return new CommandLine(new WonsiColumns())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    // What the system refuses is told as what it is; anything else is a mistake of this program.
                    if (failure instanceof CommandFailedException || failure instanceof UncheckedIOException) {
                        command.getErr().println("wonsi: " + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
