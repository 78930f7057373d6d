package org.wonsi.node.command.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.lab.network.NetworkWatcher;
import org.wonsi.node.http.events.EventRecording;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.runtime.NodeReporter;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.LoggedEvent;

/**
 * Writes what a simulated network does as a file that the board replays, in the words of {@code /events}.
 *
 * <p>Only of the first {@link #MOST_NODES} nodes, as many as the board draws, and of messages only the sending: the arrival
 * is the same once more. Keep-alives are left out, and headers without their blocks: hostile peers invent hundreds.
 */
final class SimulationRecorder implements NetworkWatcher {
    /** Nodes that the board draws. */
    static final int MOST_NODES = 30;

    private static final int BLOCKS_BEFORE = 60;
    private static final Set<String> UNTOLD = Set.of("ping", "pong");

    private final EventRecording file;
    private final int targetSpacing;
    private final NetworkWatcher next;
    private final Map<String, Teller> tellers = new HashMap<>();
    private final Set<String> drawn = new LinkedHashSet<>();
    private Instant now = Instant.EPOCH;

    /** Turns one node's news into events, at this simulation's time. */
    private final class Teller {
        private final EventLog log;
        private final NodeReporter reporter;
        private long seen;

        Teller(String node) {
            log = new EventLog(() -> now, 16);
            reporter = new NodeReporter(node, log, NOPLogger.NOP_LOGGER);
        }

        void tell(NodeEvent event) throws IOException {
            reporter.report(event);
            write();
        }

        void say(String node, String state) throws IOException {
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
        this.targetSpacing = (int) Math.max(1, Math.round(blockInterval));
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
    public void started(Instant at, List<String> nodes, List<Pair> links, ChainState chain) {
        now = at;
        drawn.retainAll(nodes);
        drawn.forEach(node -> tellers.put(node, new Teller(node)));
        Set<Board.Link> shown = new LinkedHashSet<>();
        for (Pair link : links) {
            if (drawn.contains(link.a()) && drawn.contains(link.b())) {
                shown.add(new Board.Link(link.a(), link.b(), true));
            }
        }
        try {
            file.begin(board(chain, List.copyOf(shown)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        next.started(at, nodes, links, chain);
    }

    private Board board(ChainState chain, List<Board.Link> links) {
        HeaderNode tip = chain.tip();
        List<Board.BoardNode> nodes = new ArrayList<>();
        for (String name : drawn) {
            nodes.add(new Board.BoardNode(
                    name,
                    nodes.size(),
                    null,
                    nodes.isEmpty(),
                    true,
                    tip.height(),
                    tip.hash().toDisplay(),
                    0,
                    0,
                    null,
                    0,
                    null,
                    "running",
                    null));
        }
        return new Board(
                "n0",
                chain.params().toString(),
                targetSpacing,
                "coin",
                nodes,
                blocks(chain),
                links,
                List.of(),
                0,
                List.of(),
                List.of(),
                null,
                now.getEpochSecond());
    }

    private static List<Board.BoardBlock> blocks(ChainState chain) {
        List<Board.BoardBlock> blocks = new ArrayList<>();
        int height = chain.tip().height();
        for (int h = Math.max(0, height - BLOCKS_BEFORE + 1); h <= height; h++) {
            HeaderNode node = chain.activeAt(h).orElseThrow();
            blocks.add(new Board.BoardBlock(
                    node.hash().toDisplay(),
                    h == 0 ? null : node.header().prevBlock().toDisplay(),
                    null,
                    h,
                    node.header().time(),
                    chain.block(node.hash()).map(b -> b.transactions().size()).orElse(1),
                    new CompactTarget(node.header().bits()).toDisplay(),
                    node.chainWork().toDisplay(),
                    h == 0 ? null : finder(chain, node),
                    null,
                    "active",
                    null));
        }
        return blocks;
    }

    private static @Nullable String finder(ChainState chain, HeaderNode node) {
        return chain.block(node.hash())
                .flatMap(block -> CoinbaseTag.of(block.transactions().get(0)))
                .orElse(null);
    }

    @Override
    public void told(String node, Instant at, NodeEvent event) {
        Teller teller = tellers.get(node);
        if (teller != null && isShown(event)) {
            now = at;
            try {
                teller.tell(event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        next.told(node, at, event);
    }

    private boolean isShown(NodeEvent event) {
        if (event instanceof NodeEvent.MessageSent sent) {
            return !UNTOLD.contains(sent.type()) && drawn.contains(sent.name());
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
    public void running(String node, Instant at, boolean running) {
        Teller teller = tellers.get(node);
        if (teller != null) {
            now = at;
            try {
                teller.say(node, running ? "running" : "stopped");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        next.running(node, at, running);
    }

    @Override
    public void progressed(double share, int blocks) {
        next.progressed(share, blocks);
    }

    /** Writes where the recording ends: at the last thing that happened. */
    void end() throws IOException {
        file.end(now.toEpochMilli());
    }
}
