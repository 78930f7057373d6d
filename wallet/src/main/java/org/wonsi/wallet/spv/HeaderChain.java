package org.wonsi.wallet.spv;

import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;

/**
 * The wallet's own headers: 80 bytes a block, each checked for its work, for the difficulty it must have, and for its time
 * against the median of the eleven before it.
 *
 * <p>All branches are kept; the one with the most work counts. Source: paper, section 8.
 */
public final class HeaderChain {
    private final ChainState chain;
    private final long now;

    /**
     * A chain of the genesis block alone.
     *
     * @param now seconds since 1970 UTC; headers too far ahead of it are refused
     */
    public HeaderChain(ChainParams params, long now) {
        this.chain = new ChainState(params, new MemoryChainStore(), ScriptCheckRunner.inOrder());
        this.now = now;
    }

    /** Checks a header and takes it in if it holds and its parent is known. */
    public HeaderResult accept(BlockHeader header) {
        return chain.acceptHeader(header, now);
    }

    /** The header with the most work behind it. */
    public HeaderNode best() {
        return chain.bestHeader();
    }

    /** The genesis block's header. */
    public HeaderNode genesis() {
        return chain.headers().genesis();
    }

    /** A header by its hash. */
    public Optional<HeaderNode> get(BlockHash hash) {
        return chain.headers().get(hash);
    }
}
