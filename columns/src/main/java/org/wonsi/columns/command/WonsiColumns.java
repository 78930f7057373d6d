package org.wonsi.columns.command;

import org.wonsi.node.command.program.Program;
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
        return Program.commandLine(new WonsiColumns());
    }

    @Override
    public void run() {
        throw Program.missing(spec);
    }
}
