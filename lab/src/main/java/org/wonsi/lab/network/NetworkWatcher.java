package org.wonsi.lab.network;

import java.time.Instant;
import java.util.List;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.protocol.peer.NodeEvent;

/** Sees a simulated network live: for progress and for an event log. It can't change anything; what it throws ends the run. */
public interface NetworkWatcher {
    /** A pair of nodes by name. */
    record Pair(String a, String b) {}

    /**
     * The warming-up is over: from now on things are told of.
     *
     * @param nodes the honest ones, in order
     * @param links that stand between honest nodes
     * @param chain of the first node; all are at the same block
     */
    default void onStarted(Instant now, List<String> nodes, List<Pair> links, ChainState chain) {}

    /** A node told something; messages among it only if {@link #wantsMessages}. */
    default void onEvent(String node, Instant now, NodeEvent event) {}

    /** A block came to a node from another, be it for the first time or again. */
    default void onBlockArrived(String node, String from, Instant now, BlockHash hash) {}

    /** A node stopped, or came back. */
    default void onRunning(String node, Instant now, boolean running) {}

    /** So much of the virtual time has passed, 0 to 1. */
    default void onProgress(double share, int blocks) {}

    /** The run goes on, be there something to tell or not: called every few milliseconds, so that it can be ended at any time. */
    default void goesOn() {}

    /** Whether single messages of a node are of interest; reporting them takes time. */
    default boolean wantsMessages(String node) {
        return false;
    }
}
