package org.wonsi.node.command.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.lab.network.NetworkWatcher;
import org.wonsi.lab.network.Scenario;
import org.wonsi.lab.network.ScenarioFile;
import org.wonsi.lab.network.ScenarioSetting;
import org.wonsi.lab.network.SimulatedNetwork;
import org.wonsi.lab.network.SimulationReport;
import org.wonsi.lab.paper.TheoryTables;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.http.events.EventRecording;
import org.wonsi.node.store.db.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wonsi simulate}: a network of complete nodes in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs many complete nodes in virtual time and reports how blocks spread among them.",
            "The same numbers and seed give the same run, and the same output. A scenario file has lines",
            "NAME = NUMBER, such as blockInterval = 600, lossRate = 0.01, partitionInterval = 3600, hostile = 3;",
            "docs/simulation.md lists all names."
        })
public final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--nodes", defaultValue = "20", description = "number of complete nodes (${DEFAULT-VALUE})")
    private int nodes;

    @Option(names = "--hours", defaultValue = "2", description = "hours of virtual time (${DEFAULT-VALUE})")
    private double hours;

    @Option(names = "--seed", defaultValue = "1", description = "seed of all random numbers (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--stormy", description = "adds crashes, partitions, losses and a hostile peer")
    private boolean withFaults;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "a scenario: the network and its faults; its numbers override the options")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "NAME=NUMBER",
            description = "a number of the scenario, as a scenario file has it; once for each")
    private List<String> numbers = new ArrayList<>();

    @Option(
            names = "--selfish",
            paramLabel = "SHARE",
            description =
                    "adds a miner with this share of the blocks, 0 to 0.49, that keeps them to itself as Eyal and Sirer"
                            + " describe, and compares what it earns with their formula")
    private @Nullable Double selfish;

    @Option(
            names = "--selfish-links",
            paramLabel = "N",
            description = "nodes that the selfish miner has links with: the more, the more follow it in a tie (4)")
    private @Nullable Integer selfishLinks;

    @Option(
            names = "--theory",
            description = "prints docs/simulation.md's tables of simulation against theory, and ends")
    private boolean theory;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "writes what happened to the first 30 nodes, for the board to replay; an existing file is replaced")
    private @Nullable Path events;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (theory) {
            printTheory();
            return 0;
        }
        Scenario scenario = scenario();
        long started = System.nanoTime();
        NetworkWatcher progress = new SimulationProgress(spec.commandLine().getErr());
        Optional<Path> recording = Optional.ofNullable(events);
        SimulationReport report =
                recording.isEmpty() ? run(scenario, progress) : record(scenario, progress, recording.get());
        double seconds = (System.nanoTime() - started) / 1e9;
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.toText(scenario));
        out.flush();
        // Not part of the run's own output, which is the same each time.
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                Locale.ROOT,
                "took %.1f s: %.1f node-hours a second, with up to %d MB of heap%n",
                seconds,
                scenario.nodes() * scenario.hours() / seconds,
                peakHeapBytes() / 1_000_000);
        err.flush();
        return 0;
    }

    /** The most that each part of the heap held, added up: a bit more than there was at any one moment. */
    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private void printTheory() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(TheoryTables.toMarkdown(
                TheoryTables.staleRates(),
                TheoryTables.selfishRevenues(),
                TheoryTables.selfishNetworks(),
                TheoryTables.attackerSuccesses()));
        out.flush();
    }

    /** Runs with an event log; what can't be written stops the run, because the log was asked for. */
    private SimulationReport record(Scenario scenario, NetworkWatcher progress, Path path) {
        PrintWriter err = spec.commandLine().getErr();
        try (EventRecording recording = new EventRecording(Files.newBufferedWriter(path, StandardCharsets.UTF_8))) {
            SimulationRecorder recorder = new SimulationRecorder(recording, scenario.blockInterval(), progress);
            SimulationReport report;
            try {
                report = run(scenario, recorder);
            } finally {
                // Also of a run that broke an invariant: that one is worth seeing.
                recorder.end();
            }
            err.printf(
                    Locale.ROOT,
                    "%s: %d events%s; open any node's page at /#/replay and choose the file%n",
                    path,
                    recording.events(),
                    recording.isFull() ? " (the most a recording holds; the end is missing)" : "");
            return report;
        } catch (UncheckedIOException e) {
            throw unwritable(path, Optional.ofNullable(e.getCause()).orElseThrow());
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static CommandFailedException unwritable(Path path, IOException e) {
        return new CommandFailedException("can't write " + path + ": " + StorageException.reason(e), e);
    }

    private SimulationReport run(Scenario scenario, NetworkWatcher watcher) {
        try {
            return new SimulatedNetwork(scenario, seed, watcher).run();
        } catch (IllegalStateException e) {
            throw new CommandFailedException("an invariant is broken, " + e.getMessage(), e);
        }
    }

    private Scenario scenario() {
        try {
            Scenario usual = withFaults ? Scenario.withFaults(20, 2) : Scenario.withoutFaults(20, 2);
            Scenario given = usual.with(ScenarioSetting.NODES, nodes).with(ScenarioSetting.HOURS, hours);
            return ScenarioFile.apply(set(withSelfishMiner(given)), lines());
        } catch (MalformedException e) {
            String where = file == null ? "" : file + ", ";
            throw new ParameterException(spec.commandLine(), where + e.getMessage(), e);
        }
    }

    /** The file overrides what is set here, as it does with all options. */
    private Scenario set(Scenario given) {
        try {
            return ScenarioFile.apply(given, numbers);
        } catch (MalformedException e) {
            throw new ParameterException(spec.commandLine(), "--set, " + e.getMessage(), e);
        }
    }

    private Scenario withSelfishMiner(Scenario given) {
        Double share = selfish;
        Integer links = selfishLinks;
        Scenario scenario = share == null ? given : given.with(ScenarioSetting.SELFISH, share);
        return links == null ? scenario : scenario.with(ScenarioSetting.SELFISH_LINKS, links);
    }

    private List<String> lines() {
        Optional<Path> given = Optional.ofNullable(file);
        if (given.isEmpty()) {
            return List.of();
        }
        try {
            if (Files.size(given.get()) > ScenarioFile.MAXIMUM_BYTES) {
                throw unreadable(given.get(), "it has more than " + ScenarioFile.MAXIMUM_BYTES + " bytes", null);
            }
            return Files.readAllLines(given.get(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw unreadable(given.get(), "there is no such file", e);
        } catch (MalformedInputException e) {
            throw unreadable(given.get(), "it is no UTF-8 text", e);
        } catch (IOException e) {
            throw unreadable(given.get(), StorageException.reason(e), e);
        }
    }

    private ParameterException unreadable(Path path, String why, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), "can't read the scenario " + path + ": " + why, cause);
    }
}
