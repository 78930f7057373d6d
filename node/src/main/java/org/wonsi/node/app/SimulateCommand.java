package org.wonsi.node.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.simulation.network.Scenario;
import org.wonsi.core.simulation.network.SimulatedNetwork;
import org.wonsi.core.simulation.network.SimulationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wonsi simulate}: a network of complete nodes in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs many complete nodes in virtual time and says how blocks travelled.",
            "The same numbers and seed give the same run. A scenario file has lines NAME = NUMBER, such as:",
            "  blockInterval = 600, latencyMillis = 100, lossRate = 0.01, partitionInterval = 3600, hostile = 3"
        })
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--nodes", defaultValue = "20", description = "complete nodes (${DEFAULT-VALUE})")
    private int nodes;

    @Option(names = "--hours", defaultValue = "2", description = "of virtual time (${DEFAULT-VALUE})")
    private double hours;

    @Option(names = "--seed", defaultValue = "1", description = "what all chance comes from (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--stormy", description = "with crashes, partitions, losses and a hostile peer")
    private boolean stormy;

    @Option(names = "--scenario", paramLabel = "FILE", description = "what the network is like and what befalls it")
    private @Nullable Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Scenario scenario;
        try {
            Scenario usual = stormy ? Scenario.stormy(nodes, hours) : Scenario.calm(nodes, hours);
            scenario = usual.with(lines());
        } catch (MalformedException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        long started = System.nanoTime();
        SimulationReport report;
        try {
            report = new SimulatedNetwork(scenario, seed).run();
        } catch (IllegalStateException e) {
            throw new CommandFailed("an invariant is broken, " + e.getMessage(), e);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.toText(scenario));
        out.printf(
                Locale.ROOT,
                "took               %.1f s: %.0f node-hours a second%n",
                seconds,
                scenario.nodes() * scenario.hours() / seconds);
        out.flush();
        return 0;
    }

    private List<String> lines() {
        Optional<Path> given = Optional.ofNullable(file);
        if (given.isEmpty()) {
            return List.of();
        }
        try {
            return Files.readAllLines(given.get(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "can't read the scenario " + given.get() + ": " + e.getMessage(), e);
        }
    }
}
