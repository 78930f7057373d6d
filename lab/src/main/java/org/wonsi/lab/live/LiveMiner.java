package org.wonsi.lab.live;

import java.time.Instant;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;

/** A node's search for the next block, a slice of nonces at a time. */
public final class LiveMiner {
    private final LiveNode node;
    private final BlockSearch blocks;

    /** Of a node whose blocks pay to a script. */
    public LiveMiner(LiveNode node, Script payout, NonceSearch search) {
        this.node = node;
        this.blocks = new BlockSearch(node.chain(), node.mempool(), "/" + node.name() + "/", payout, search);
    }

    /** Whose miner it is. */
    public LiveNode node() {
        return node;
    }

    /** Tries so many nonces; a block if one of them solves it, which is still to be submitted. */
    public Optional<Block> search(int count, Instant now) {
        return blocks.search(count, now);
    }

    /** What the next block's hash must not exceed; before the first try, what the last block's must not. */
    public Target target() {
        return blocks.target();
    }

    /** Hashes tried since the tip moved. */
    public long tries() {
        return blocks.tries();
    }

    /** The least hash among them; absent before the first try. */
    public Optional<Hash256> best() {
        return blocks.best();
    }
}
