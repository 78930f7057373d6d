package org.wonsi.node.command.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.helpers.NOPLogger;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.lab.network.NetworkWatcher;
import org.wonsi.node.http.events.EventRecording;
import org.wonsi.node.http.simulation.SimulatedBoard;
import org.wonsi.node.metrics.ChainMetrics;
import org.wonsi.node.runtime.NodeReporter;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.simulation.BlockBefore;

/**
 * A recorder of a simulated network: it writes a file that the board replays, in the words of {@code /events}.
 *
 * <p>Only of the first {@link #MOST_NODES} nodes, as many as the board draws, and of messages only the sending: the arrival
 * is the same once more. Keep-alives are left out, and headers without their blocks: hostile peers invent hundreds.
 */
final class SimulationRecorder implements NetworkWatcher {
    /** Nodes that the board draws. */
    static final int MOST_NODES = 30;

    private static final Set<String> LEFT_OUT = Set.of("ping", "pong");

    private final EventRecording file;
    private final double blockInterval;
    private final NetworkWatcher next;
    private final Map<String, EventWriter> writers = new HashMap<>();
    private final Set<String> drawn = new LinkedHashSet<>();
    private Instant now = Instant.EPOCH;

    /** A writer that turns one node's events into lines of the recording, at this simulation's time. */
    private final class EventWriter {
        private final EventLog log;
        private final NodeReporter reporter;
        private long seen;

        EventWriter(String node) {
            log = new EventLog(() -> now, 16);
            reporter = new NodeReporter(node, log, new ChainMetrics(), NOPLogger.NOP_LOGGER);
        }

        void write(NodeEvent event) throws IOException {
            reporter.report(event);
            write();
        }

        void writeState(String node, String state) throws IOException {
            log.publish(node, new LoggedEvent.Status(state, ""));
            write();
        }

        private void write() throws IOException {
            for (LoggedEvent event : log.after(seen)) {
                file.add(event);
            }
            seen = log.lastId();
        }
    }

    /** Records into a file and passes everything on to another watcher. */
    SimulationRecorder(EventRecording file, double blockInterval, NetworkWatcher next) {
        this.file = file;
        this.blockInterval = blockInterval;
        this.next = next;
        for (int i = 0; i < MOST_NODES; i++) {
            drawn.add("n" + i);
        }
    }

    @Override
    public boolean wantsMessages(String node) {
        return drawn.contains(node);
    }

    @Override
    public void onStarted(Instant at, List<String> nodes, List<Pair> links, ChainState chain) {
        now = at;
        drawn.retainAll(nodes);
        drawn.forEach(node -> writers.put(node, new EventWriter(node)));
        List<Pair> shown = links.stream()
                .filter(link -> drawn.contains(link.a()) && drawn.contains(link.b()))
                .toList();
        try {
            file.begin(SimulatedBoard.of(at, blockInterval, List.copyOf(drawn), shown, BlockBefore.of(chain)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        next.onStarted(at, nodes, links, chain);
    }

    @Override
    public void onEvent(String node, Instant at, NodeEvent event) {
        EventWriter writer = writers.get(node);
        if (writer != null && isShown(event)) {
            now = at;
            try {
                writer.write(event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        next.onEvent(node, at, event);
    }

    private boolean isShown(NodeEvent event) {
        if (event instanceof NodeEvent.MessageSent sent) {
            return !LEFT_OUT.contains(sent.type()) && drawn.contains(sent.name());
        }
        if (event instanceof NodeEvent.PeerReady ready) {
            return drawn.contains(ready.name());
        }
        if (event instanceof NodeEvent.PeerClosed closed) {
            return drawn.contains(closed.name());
        }
        return !(event instanceof NodeEvent.MessageReceived || event instanceof NodeEvent.HeaderAdded);
    }

    @Override
    public void onBlockArrived(String node, String from, Instant at, BlockHash hash) {
        next.onBlockArrived(node, from, at, hash);
    }

    @Override
    public void onRunning(String node, Instant at, boolean running) {
        EventWriter writer = writers.get(node);
        if (writer != null) {
            now = at;
            try {
                writer.writeState(node, running ? "running" : "stopped");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        next.onRunning(node, at, running);
    }

    @Override
    public void onProgress(double share, int blocks) {
        next.onProgress(share, blocks);
    }

    /** Writes where the recording ends: at the last thing that happened. */
    void end() throws IOException {
        file.end(now.toEpochMilli());
    }
}
