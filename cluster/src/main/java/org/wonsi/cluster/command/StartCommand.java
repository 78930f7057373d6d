package org.wonsi.cluster.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.wonsi.cluster.spark.ClusterException;
import org.wonsi.cluster.spark.LocalCluster;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.platform.StopSignals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wonsi cluster start}: a standalone cluster on this machine, until Ctrl-C. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a standalone cluster on this machine, a master and some workers, each a process of its own.",
            "It prints the URL for --master and runs until Ctrl-C. It listens on 127.0.0.1 only."
        })
final class StartCommand implements Callable<Integer> {
    @Option(names = "--workers", paramLabel = "N", defaultValue = "2", description = "(${DEFAULT-VALUE})")
    private int workers;

    @Option(
            names = "--cores",
            paramLabel = "N",
            defaultValue = "1",
            description = "that each worker offers (${DEFAULT-VALUE})")
    private int cores;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            defaultValue = "1024",
            description = "that each worker offers (${DEFAULT-VALUE}); an executor takes all of it that"
                    + " spark.executor.memory says, 1024 by default")
    private int memoryMegabytes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (workers < 1 || workers > 64 || cores < 1 || cores > 64 || memoryMegabytes < 512) {
            throw new ParameterException(
                    spec.commandLine(), "--workers and --cores are 1 to 64, --memory is 512 or more");
        }
        StopSignals.exitNormally();
        try (LocalCluster cluster = LocalCluster.start(sparkHome(), workers, cores, memoryMegabytes)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(cluster.master());
            out.flush();
            spec.commandLine()
                    .getErr()
                    .println(workers + (workers == 1 ? " worker" : " workers") + " of " + cores
                            + (cores == 1 ? " core" : " cores") + "; Ctrl-C ends them");
            if (!cluster.await()) {
                throw new CommandFailedException("the master has ended by itself");
            }
            return 0;
        } catch (ClusterException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    static Path sparkHome() throws ClusterException {
        return LocalCluster.ownSparkHome()
                .orElseThrow(() -> new ClusterException(
                        "Spark isn't in a folder of its own here; start this with ./wonsi cluster from a checkout"));
    }
}
