package org.wonsi.node.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.metrics.ChainMetrics;
import org.wonsi.node.service.SyncProgress;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.LoggedEvent;

/**
 * The reporter of a node's {@code NodeEvent}s: it makes log lines and events for the page of them. Used by the chain thread
 * alone.
 *
 * <p>Once a node is more than 50 blocks behind, and until it has caught up, their number is logged every five seconds,
 * not each block: a sync of a long chain would otherwise fill the log. The page still gets each block.
 */
public final class NodeReporter {
    /** With more blocks than this to come, their number is told now and then, not each block. */
    private static final int FAR_BEHIND = 50;

    private static final Duration LOG_INTERVAL = Duration.ofSeconds(5);

    private final String node;
    private final EventLog events;
    private final ChainMetrics metrics;
    private final Logger log;
    private final Map<Txid, LoggedEvent.Tx> waiting = new HashMap<>();
    private @Nullable CatchingUp catchingUp;

    /** The course of a sync: since when, from which height, and when it was last reported. */
    private record CatchingUp(Instant since, int from, Instant told) {}

    public NodeReporter(String node, EventLog events, ChainMetrics metrics, Logger log) {
        this.node = node;
        this.events = events;
        this.metrics = metrics;
        this.log = log;
    }

    /** Tells how catching up goes: when it begins, every few seconds, and at its end. */
    public void progress(SyncProgress sync, Instant now) {
        CatchingUp begun = catchingUp;
        if (begun == null && sync.missing() > FAR_BEHIND) {
            log.info("catching up: {} blocks to come", sync.missing());
            catchingUp = new CatchingUp(now, sync.height(), now);
        } else if (begun != null && sync.isDone()) {
            reportEnd(begun, sync, now);
            catchingUp = null;
        } else if (begun != null && !begun.told.plus(LOG_INTERVAL).isAfter(now)) {
            log.info("catching up: {}", sync);
            catchingUp = new CatchingUp(begun.since, begun.from, now);
        }
    }

    private void reportEnd(CatchingUp begun, SyncProgress sync, Instant now) {
        if (sync.undelivered() > 0) {
            log.warn(
                    "stopped catching up at block {}: {} more blocks were announced, but nobody delivers them",
                    sync.height(),
                    sync.undelivered());
            return;
        }
        double seconds = Math.max(1, Duration.between(begun.since, now).toMillis()) / 1000.0;
        log.info(
                "caught up with block {}: {} blocks in {} s",
                sync.height(),
                sync.height() - begun.from,
                String.format(Locale.ROOT, "%.1f", seconds));
    }

    /** All connections were closed at once, and nobody tells of each. */
    void restarted(List<String> peers) {
        peers.forEach(name -> publish(new LoggedEvent.Peer(name, LoggedEvent.PeerMove.DISCONNECTED)));
        mempoolEmptied();
        catchingUp = null;
    }

    /** What waited was let go at once, and nobody tells of each. */
    void mempoolEmptied() {
        waiting.values()
                .forEach(known -> publish(
                        new LoggedEvent.Tx(known.txid(), LoggedEvent.TxMove.REMOVED, known.feeRate(), known.vsize())));
        waiting.clear();
    }

    /** A mistake of this program, after which the node goes on. */
    void chainReadAgain() {
        publish(new LoggedEvent.Status("chain_read_anew", ""));
    }

    /** Writes a node's event to the log and publishes it for the page; some events go to one of the two only. */
    public void report(NodeEvent event) {
        metrics.count(event);
        if (event instanceof NodeEvent.BlockConnected e) {
            connected(e);
        } else if (event instanceof NodeEvent.BlockDisconnected e) {
            log.info("block {} {} disconnected", e.height(), e.hash());
            publish(new LoggedEvent.BlockChange(
                    e.hash().toDisplay(),
                    e.block().header().prevBlock().toDisplay(),
                    e.height(),
                    finder(e.block().transactions().get(0)),
                    e.block().transactions().size(),
                    LoggedEvent.BlockMove.DISCONNECTED));
        } else if (event instanceof NodeEvent.HeaderAdded e) {
            publish(new LoggedEvent.Header(
                    e.hash().toDisplay(), e.header().prevBlock().toDisplay(), e.height()));
        } else if (event instanceof NodeEvent.Reorg e) {
            log.info(
                    "reorganised: {} blocks off, {} on, above height {}; the tip is {}",
                    e.disconnected(),
                    e.connected(),
                    e.forkHeight(),
                    e.to());
            publish(new LoggedEvent.Reorg(
                    e.from().toDisplay(), e.to().toDisplay(), e.forkHeight(), e.disconnected(), e.connected()));
        } else if (event instanceof NodeEvent.BlockRefused e) {
            log.warn("block {} from {} refused: {} {}", e.hash(), e.source(), e.reason(), e.detail());
            publish(new LoggedEvent.Refused(e.hash().toDisplay(), e.source(), e.reason(), e.detail()));
        } else if (event instanceof NodeEvent.BlockRestored e) {
            log.info("block {} {}, which was damaged, is whole again: {} delivered it", e.height(), e.hash(), e.peer());
        } else {
            reportOther(event);
        }
    }

    private void reportOther(NodeEvent event) {
        if (event instanceof NodeEvent.TransactionAccepted e) {
            added(e);
        } else if (event instanceof NodeEvent.TransactionRemoved e) {
            log.debug("transaction {} left the mempool: {}", e.txid(), e.reason());
            LoggedEvent.Tx known = waiting.remove(e.txid());
            if (known != null) {
                publish(new LoggedEvent.Tx(known.txid(), LoggedEvent.TxMove.REMOVED, known.feeRate(), known.vsize()));
            }
        } else if (event instanceof NodeEvent.TransactionRefused e) {
            log.info("transaction {} from {} refused: {} {}", e.txid(), e.source(), e.reason(), e.detail());
        } else if (event instanceof NodeEvent.PeerConnected e) {
            log.debug("connection {} {} {}", e.peer(), e.inbound() ? "from" : "to", e.address());
        } else if (event instanceof NodeEvent.PeerReady e) {
            log.info(
                    "peer {} {} {} ({})",
                    e.name(),
                    e.inbound() ? "came from" : "reached at",
                    e.address(),
                    e.userAgent());
            publish(new LoggedEvent.Peer(e.name(), LoggedEvent.PeerMove.CONNECTED));
        } else if (event instanceof NodeEvent.PeerClosed e) {
            peerClosed(e);
        } else if (event instanceof NodeEvent.PeerMisbehaved e) {
            log.warn("peer {} misbehaved ({} of 100): {}", e.name(), e.score(), e.reason());
        } else if (event instanceof NodeEvent.MessageSent e) {
            publish(message(e.name(), LoggedEvent.Direction.SENT, e.type(), e.id(), e.count()));
        } else if (event instanceof NodeEvent.MessageReceived e) {
            publish(message(e.name(), LoggedEvent.Direction.RECEIVED, e.type(), e.id(), e.count()));
        }
    }

    private void connected(NodeEvent.BlockConnected e) {
        int transactions = e.block().transactions().size();
        String finder = finder(e.block().transactions().get(0));
        if (catchingUp == null) {
            log.info(
                    "block {} {}{}, {} transaction{}",
                    e.height(),
                    e.hash(),
                    finder.isEmpty() ? "" : " by " + finder,
                    transactions,
                    transactions == 1 ? "" : "s");
        }
        publish(new LoggedEvent.BlockChange(
                e.hash().toDisplay(),
                e.block().header().prevBlock().toDisplay(),
                e.height(),
                finder,
                transactions,
                LoggedEvent.BlockMove.CONNECTED));
    }

    private static String finder(Transaction coinbase) {
        return CoinbaseTag.of(coinbase).orElse("");
    }

    private void added(NodeEvent.TransactionAccepted e) {
        MempoolEntry entry = new MempoolEntry(e.tx(), e.fee(), 0, 0, 0);
        log.debug("transaction {} pays {} in fees", e.tx().txid(), e.fee());
        LoggedEvent.Tx event = new LoggedEvent.Tx(
                e.tx().txid().toDisplay(),
                LoggedEvent.TxMove.ADDED,
                (double) e.fee().satoshis() / entry.size(),
                entry.size());
        waiting.put(e.tx().txid(), event);
        publish(event);
    }

    private void peerClosed(NodeEvent.PeerClosed e) {
        if (e.name().isEmpty()) {
            log.debug("connection {} with {} closed: {}", e.peer(), e.address(), e.reason());
        } else {
            log.info("peer {} at {} is gone: {}", e.name(), e.address(), e.reason());
            publish(new LoggedEvent.Peer(e.name(), LoggedEvent.PeerMove.DISCONNECTED));
        }
    }

    private static LoggedEvent.Message message(
            String peer, LoggedEvent.Direction direction, String type, String id, int count) {
        return new LoggedEvent.Message(peer, direction, type, id.isEmpty() ? Optional.empty() : Optional.of(id), count);
    }

    private void publish(LoggedEvent.Body body) {
        events.publish(node, body);
    }
}
