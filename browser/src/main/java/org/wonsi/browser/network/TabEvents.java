package org.wonsi.browser.network;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.lab.live.LiveNode;

/** The events that a page hasn't taken yet, each as {@code {"type":…,"data":…}} with the data of a node's {@code GET /events}. */
final class TabEvents {
    /** A page that sleeps takes none; it asks for the board anew when it wakes. */
    static final int MOST = 2_000;

    private final Deque<String> waiting = new ArrayDeque<>();

    /** All that wait, as a JSON array; they wait no longer. */
    String take() {
        StringBuilder all = new StringBuilder("[");
        for (String event : waiting) {
            all.append(all.length() > 1 ? "," : "").append(event);
        }
        waiting.clear();
        return all.append(']').toString();
    }

    /** Adds what a node told, if the board shows it. */
    void add(LiveNode node, Instant now, NodeEvent event) {
        if (event instanceof NodeEvent.HeaderAdded e) {
            end(begin("header", node, now)
                    .value("hash", e.hash().toDisplay())
                    .value("prev", e.header().prevBlock().toDisplay())
                    .value("height", e.height()));
        } else if (event instanceof NodeEvent.BlockConnected e) {
            block(node, now, e.block(), e.hash(), e.height(), "connected");
        } else if (event instanceof NodeEvent.BlockDisconnected e) {
            block(node, now, e.block(), e.hash(), e.height(), "disconnected");
        } else if (event instanceof NodeEvent.Reorg e) {
            end(begin("reorg", node, now)
                    .value("from", e.from().toDisplay())
                    .value("to", e.to().toDisplay())
                    .value("fork_height", e.forkHeight())
                    .value("disconnected", e.disconnected())
                    .value("connected", e.connected()));
        } else if (event instanceof NodeEvent.TransactionAccepted e) {
            int size = e.tx().size();
            end(begin("tx", node, now)
                    .value("txid", e.tx().txid().toDisplay())
                    .value("change", "added")
                    .value("fee_rate", (double) e.fee().satoshis() / size)
                    .value("vsize", size));
        } else if (event instanceof NodeEvent.TransactionRemoved e) {
            end(begin("tx", node, now)
                    .value("txid", e.txid().toDisplay())
                    .value("change", "removed")
                    .value("fee_rate", 0)
                    .value("vsize", 0));
        } else if (event instanceof NodeEvent.PeerReady e) {
            peer(node, now, e.name(), "connected");
        } else if (event instanceof NodeEvent.PeerClosed e) {
            peer(node, now, e.name(), "disconnected");
        } else if (event instanceof NodeEvent.MessageSent e) {
            message(node, now, e.name(), "sent", e.type(), e.id(), e.count());
        } else if (event instanceof NodeEvent.MessageReceived e) {
            message(node, now, e.name(), "received", e.type(), e.id(), e.count());
        }
    }

    /** Adds how a node's search goes. */
    void mining(LiveNode node, Instant now, double hashRate, long tries, String bestHash) {
        end(begin("mining", node, now)
                .value("hash_rate", hashRate)
                .value("tries", tries)
                .value("best_hash", bestHash));
    }

    private void block(LiveNode node, Instant now, Block block, BlockHash hash, int height, String change) {
        end(begin("block", node, now)
                .value("hash", hash.toDisplay())
                .value("prev", block.header().prevBlock().toDisplay())
                .value("height", height)
                .value("finder", CoinbaseTag.of(block.transactions().get(0)).orElse(""))
                .value("tx_count", block.transactions().size())
                .value("change", change));
    }

    /** Who hasn't said its name yet is nobody that the board could show; so too with messages. */
    private void peer(LiveNode node, Instant now, String peer, String change) {
        if (!peer.isEmpty()) {
            end(begin("peer", node, now).value("peer", peer).value("change", change));
        }
    }

    private void message(LiveNode node, Instant now, String peer, String direction, String type, String id, int count) {
        if (peer.isEmpty()) {
            return;
        }
        JsonStringWriter out = begin("message", node, now)
                .value("peer", peer)
                .value("direction", direction)
                .value("type", type);
        if (!id.isEmpty()) {
            out.value("id", id);
        }
        end(out.value("count", count));
    }

    private static JsonStringWriter begin(String type, LiveNode node, Instant now) {
        return JsonWriter.string()
                .object()
                .value("type", type)
                .object("data")
                .value("node", node.name())
                .value("time", now.toEpochMilli());
    }

    private void end(JsonStringWriter out) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
        }
        waiting.addLast(out.end().end().done());
    }
}
