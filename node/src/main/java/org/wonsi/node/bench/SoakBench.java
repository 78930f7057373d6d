package org.wonsi.node.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.lab.live.CityNames;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.seminar.Seminar;
import org.wonsi.node.service.event.EventSubscription;

/**
 * A soak test: five nodes in one process work for a long time, and then it is asked whether memory stayed flat and whether the
 * nodes still agree.
 */
public final class SoakBench implements Benchmark {
    private static final int NODES = 5;
    private static final long HASH_RATE = 40_000;
    private static final Duration AGREEMENT = Duration.ofMinutes(2);
    private static final double MB = 1024;

    private final int minutes;

    /** A soak of so many minutes. */
    public SoakBench(int minutes) {
        if (minutes < SoakVerdict.LEAST_MINUTES || minutes > 100_000) {
            throw new IllegalArgumentException(
                    "a soak takes " + SoakVerdict.LEAST_MINUTES + " to 100000 minutes, not " + minutes);
        }
        this.minutes = minutes;
    }

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String about() {
        return NODES + " nodes for " + minutes + " minutes: payments, cuts, heals, pages and events";
    }

    @Override
    public void run(BenchReport report) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = new TemporaryDirectory();
                HttpThreads threads = HttpThreads.forServers(NODES);
                NodeGroup nodeGroup = new NodeGroup(InstantSource.system());
                Seminar seminar = new Seminar(nodeGroup)) {
            seminar.start(configs(directory), config -> start(config, nodeGroup, threads));
            report.note("mining the first " + Seminar.FIRST_BLOCKS + " blocks ...");
            seminar.mineFirstBlocks(count -> {});
            seminar.mine(HASH_RATE, 0);
            long seed = System.nanoTime();
            report.note("seed " + seed);
            List<Long> resident;
            try (SoakTraffic traffic = new SoakTraffic(seminar.nodes(), new SplittableRandom(seed))) {
                traffic.start();
                resident = watch(seminar, traffic, report);
                traffic.failures().forEach((what, times) -> report.note(times + " times: " + what));
            }
            judge(seminar, nodeGroup, resident, report);
        }
    }

    private static List<NodeConfig> configs(TemporaryDirectory directory) {
        return CityNames.first(NODES).stream()
                .map(name -> NodeConfig.of(
                        name, ChainParams.seminar(), directory.path().resolve(name)))
                .toList();
    }

    private static Node start(NodeConfig config, NodeGroup nodeGroup, HttpThreads threads) {
        try {
            Node node = Node.start(config, nodeGroup);
            HttpServer server = HttpServer.start(node, HttpConfig.loopback(0), threads);
            node.serve(server, server.url());
            return node;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Long> watch(Seminar seminar, SoakTraffic traffic, BenchReport report)
            throws IOException, InterruptedException {
        List<Long> resident = new ArrayList<>();
        report.note(
                "MB a minute; outside: of the JVM's own count without the heap; other: anonymous memory beside both");
        report.note("minute height payments cuts    RSS   anon  heap  used outside other threads");
        for (int minute = 1; minute <= minutes; minute++) {
            if (endsWithin(seminar, 60)) {
                throw new IOException("a node stopped: " + seminar.failure().orElse("by itself"));
            }
            ProcessMemory memory = ProcessMemory.now();
            report.note(row(minute, seminar, traffic, memory));
            resident.add(memory.resident().orElse(memory.heapCommitted()));
            if (minute == 1 || minute == minutes) {
                memory.tracked().forEach((category, kib) -> report.line("  " + category, kib / MB, "MB"));
            }
        }
        return resident;
    }

    /** Waits for so many seconds; true if a node stopped meanwhile. */
    private static boolean endsWithin(Seminar seminar, int seconds) throws InterruptedException {
        try {
            seminar.anyStopped().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return true;
        }
    }

    private static String row(int minute, Seminar seminar, SoakTraffic traffic, ProcessMemory memory) {
        OptionalLong outside = memory.trackedOutsideHeap();
        OptionalLong other = outside.isPresent() && memory.anonymous().isPresent()
                ? OptionalLong.of(memory.anonymous().getAsLong() - outside.getAsLong() - memory.heapCommitted())
                : OptionalLong.empty();
        return String.format(
                Locale.ROOT,
                "%6d %6d %8d %4d %6s %6s %5.1f %5.1f %7s %5s %7d",
                minute,
                seminar.nodes().get(0).snapshot().tip().height(),
                traffic.payments(),
                traffic.cuts(),
                mb(memory.resident()),
                mb(memory.anonymous()),
                memory.heapCommitted() / MB,
                memory.heapUsed() / MB,
                mb(outside),
                mb(other),
                memory.threads());
    }

    private static String mb(OptionalLong kib) {
        return kib.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f", kib.getAsLong() / MB);
    }

    private static void judge(Seminar seminar, NodeGroup nodeGroup, List<Long> resident, BenchReport report)
            throws InterruptedException {
        SoakVerdict verdict = SoakVerdict.of(resident);
        report.note("memory " + verdict);
        if (!verdict.isFlat()) {
            report.fail("memory grows");
        }
        if (agree(seminar, nodeGroup)) {
            report.note("all nodes stand at block "
                    + seminar.nodes().get(0).snapshot().tip().height());
        } else {
            report.fail(
                    "the nodes don't agree on a block " + AGREEMENT.toSeconds() + " s after the last link was healed");
        }
    }

    private static boolean agree(Seminar seminar, NodeGroup nodeGroup) throws InterruptedException {
        long deadline = System.nanoTime() + AGREEMENT.toNanos();
        try (EventSubscription events = nodeGroup.events().subscribe(10_000)) {
            while (System.nanoTime() < deadline) {
                if (seminar.nodes().stream()
                                .map(node -> node.snapshot().tip().hash())
                                .distinct()
                                .count()
                        == 1) {
                    return true;
                }
                events.poll(Duration.ofMillis(200));
            }
        }
        return false;
    }
}
