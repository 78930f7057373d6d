package org.wonsi.cluster.command;

import org.wonsi.node.command.program.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wonsi cluster}: what needs more than one processor, or more than one machine. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = {
            "Runs on Spark: in this process, on a cluster of your own, or on YARN or Kubernetes; docs/cluster.md.",
            "sql asks the same questions of the same Parquet files as ./wonsi sql does, sweep runs simulations with many"
                    + " seeds and draws what came out."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SqlOnSparkCommand.class, SweepCommand.class, StartCommand.class, SpeedupCommand.class})
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw Program.missing(spec);
    }
}
