package org.wonsi.node.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;

/** The operations that start, slow and stop a node's search for blocks. All of it may be called from any thread. */
public interface MinerControl {
    /** What it is doing; never waits. */
    MiningStatus status();

    /** Searches on its own threads until stopped; the faucet wallet is paid unless {@link #payTo} named somebody else. */
    void start();

    /** Stops the search. */
    void stop();

    /** Who is paid from the next template on. */
    void payTo(Script scriptPubKey);

    /** How many threads search, 1 to the number of processors. */
    void setThreads(int threads);

    /** Caps the tries per second; 0 takes the cap away. */
    void setMaxHashRate(long triesPerSecond);

    /**
     * Mines so many blocks now, one on the other, at full power and whether or not the search is enabled; 1 to 1,000.
     *
     * @param scriptPubKey who is paid
     * @return the hashes in order; fails if a block was refused or the node stops
     */
    CompletableFuture<List<BlockHash>> generate(int blocks, Script scriptPubKey);
}
