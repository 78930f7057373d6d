package org.wonsi.node.simulation;

import java.time.Instant;
import java.util.List;
import org.wonsi.lab.network.NetworkWatcher.Pair;
import org.wonsi.node.service.event.LoggedEvent;

/**
 * The log of a simulated network in little memory: events that many nodes have alike are kept once, with a column of nodes and
 * one of times.
 *
 * @param start when it began to be told, in virtual time
 * @param nodes by name; columns hold their indexes
 * @param links that stood then
 * @param before the newest blocks that all nodes had then
 * @param entries in the order in which each began
 * @param end when the last thing happened
 * @param complete false if more happened than is kept
 */
public record RunLog(
        Instant start,
        List<String> nodes,
        List<Pair> links,
        List<BlockBefore> before,
        List<Entry> entries,
        Instant end,
        boolean complete) {
    /** Copies the lists. */
    public RunLog {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        before = List.copyOf(before);
        entries = List.copyOf(entries);
    }

    /** An event, or the same event of many nodes. */
    public sealed interface Entry {}

    /** An event of one node. */
    public record Single(LoggedEvent event) implements Entry {}

    /** A block joined or left the chains of nodes. */
    public record BlockMoves(LoggedEvent.BlockChange block, Column rows) implements Entry {}

    /** A block came to nodes from others: the message as its receivers see it. */
    public record Arrivals(String hash, Column rows) implements Entry {}

    /**
     * The rows of an entry.
     *
     * @param nodes indexes of those it happened to
     * @param peers indexes of those it came from; empty where it came from nobody
     * @param micros since the log's start
     */
    public record Column(List<Integer> nodes, List<Integer> peers, List<Long> micros) {
        /** Copies the lists. */
        public Column {
            nodes = List.copyOf(nodes);
            peers = List.copyOf(peers);
            micros = List.copyOf(micros);
        }
    }
}
