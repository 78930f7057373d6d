package org.wonsi.node.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.lab.network.NetworkWatcher;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.event.LoggedEvent.BlockMove;

/**
 * A recorder that writes a simulation's run down as it goes, and tells how far it is. What hostile peers do isn't told: no
 * order has any.
 *
 * <p>At most {@link #MOST_EVENTS} are kept, and what comes then is left out.
 */
final class RunRecorder implements NetworkWatcher {
    /** As many as the page takes. */
    static final int MOST_EVENTS = 200_000;

    private final Runnable check;
    private final Progress progress;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<String, Supplier<RunLog.Entry>> entries = new LinkedHashMap<>();
    private final Map<String, Rows> open = new HashMap<>();
    private Instant start = Instant.EPOCH;
    private Instant last = Instant.EPOCH;
    private List<String> nodes = List.of();
    private List<Pair> links = List.of();
    private List<BlockBefore> before = List.of();
    private int events;
    private boolean full;

    /** A listener that is told how far the run is. */
    interface Progress {
        void is(double share, int blocks);
    }

    /** The columns of an entry while they grow. */
    private static final class Rows {
        private final List<Integer> nodes = new ArrayList<>();
        private final List<Integer> peers = new ArrayList<>();
        private final List<Long> micros = new ArrayList<>();

        RunLog.Column column() {
            return new RunLog.Column(nodes, peers, micros);
        }
    }

    /**
     * Of one run.
     *
     * @param check called with each event, and every few milliseconds besides; what it throws ends the run
     */
    RunRecorder(Runnable check, Progress progress) {
        this.check = check;
        this.progress = progress;
    }

    @Override
    public void onStarted(Instant now, List<String> names, List<Pair> standing, ChainState chain) {
        check.run();
        start = now;
        last = now;
        nodes = List.copyOf(names);
        for (int i = 0; i < nodes.size(); i++) {
            indexes.put(nodes.get(i), i);
        }
        links = List.copyOf(standing);
        before = BlockBefore.of(chain);
    }

    @Override
    public void onEvent(String node, Instant now, NodeEvent event) {
        check.run();
        if (event instanceof NodeEvent.BlockConnected e) {
            moved(node, now, e.block(), e.hash(), e.height(), BlockMove.CONNECTED);
        } else if (event instanceof NodeEvent.BlockDisconnected e) {
            moved(node, now, e.block(), e.hash(), e.height(), BlockMove.DISCONNECTED);
        } else if (event instanceof NodeEvent.Reorg e) {
            single(
                    node,
                    now,
                    new LoggedEvent.Reorg(
                            e.from().toDisplay(), e.to().toDisplay(), e.forkHeight(), e.disconnected(), e.connected()));
        } else if (event instanceof NodeEvent.PeerReady e) {
            single(node, now, new LoggedEvent.Peer(e.name(), LoggedEvent.PeerMove.CONNECTED));
        } else if (event instanceof NodeEvent.PeerClosed e && !e.name().isEmpty()) {
            single(node, now, new LoggedEvent.Peer(e.name(), LoggedEvent.PeerMove.DISCONNECTED));
        }
    }

    @Override
    public void onBlockArrived(String node, String from, Instant now, BlockHash hash) {
        check.run();
        String id = hash.toDisplay();
        Rows rows = rows("arrivals " + id, all -> new RunLog.Arrivals(id, all.column()));
        if (add(rows, node, now)) {
            rows.peers.add(indexes.getOrDefault(from, 0));
        }
    }

    @Override
    public void onRunning(String node, Instant now, boolean running) {
        check.run();
        if (!nodes.isEmpty()) {
            single(node, now, new LoggedEvent.Status(running ? "running" : "stopped", ""));
        }
    }

    @Override
    public void onProgress(double share, int blocks) {
        check.run();
        progress.is(share, blocks);
    }

    @Override
    public void goesOn() {
        check.run();
    }

    private void moved(String node, Instant now, Block block, BlockHash hash, int height, BlockMove move) {
        String id = hash.toDisplay();
        LoggedEvent.BlockChange change = new LoggedEvent.BlockChange(
                id,
                block.header().prevBlock().toDisplay(),
                height,
                CoinbaseTag.of(block.transactions().get(0)).orElse(""),
                block.transactions().size(),
                move);
        add(rows(move + " " + id, all -> new RunLog.BlockMoves(change, all.column())), node, now);
    }

    /** A function that makes an entry of collected rows. */
    private interface Ending {
        RunLog.Entry of(Rows rows);
    }

    private Rows rows(String key, Ending ending) {
        Rows held = open.get(key);
        if (held != null) {
            return held;
        }
        Rows fresh = new Rows();
        open.put(key, fresh);
        entries.put(key, () -> ending.of(fresh));
        return fresh;
    }

    private boolean add(Rows rows, String node, Instant now) {
        if (!hasRoom(now)) {
            return false;
        }
        rows.nodes.add(indexes.getOrDefault(node, 0));
        rows.micros.add(Duration.between(start, now).toNanos() / 1_000);
        return true;
    }

    private void single(String node, Instant now, LoggedEvent.Body body) {
        if (hasRoom(now)) {
            RunLog.Single entry = new RunLog.Single(new LoggedEvent(events, now.toEpochMilli(), node, body));
            entries.put("event " + events, () -> entry);
        }
    }

    private boolean hasRoom(Instant now) {
        if (events == MOST_EVENTS) {
            full = true;
            return false;
        }
        events++;
        last = now;
        return true;
    }

    /** What was written down. */
    RunLog log() {
        return new RunLog(
                start,
                nodes,
                links,
                before,
                entries.values().stream().map(Supplier::get).toList(),
                last,
                !full);
    }
}
