package org.wonsi.cluster.command;

import org.wonsi.node.command.program.Program;
import org.wonsi.node.platform.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main class of this jar; {@code ./wonsi cluster} starts it. Exit code 0, 1 (failed) or 2 (used wrongly). */
@Command(
        name = "wonsi",
        description = "Questions and sweeps of simulations on Spark.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ClusterCommand.class)
public final class WonsiCluster implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The commands, for running and for their documentation. */
    public static CommandLine commandLine() {
        return Program.commandLine(new WonsiCluster());
    }

    @Override
    public void run() {
        throw Program.missing(spec);
    }
}
