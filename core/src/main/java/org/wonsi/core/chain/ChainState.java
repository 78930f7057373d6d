package org.wonsi.core.chain;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.consensus.ScriptChecks;
import org.wonsi.core.tx.OutPoint;

/**
 * The node's view of the chain: all branches it knows, and the coins at the tip of the one with the most work.
 *
 * <p>Source: paper, section 5.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ChainState implements CoinView {
    private final ChainParams params;
    private final ChainStore store;
    private final ScriptChecks scriptChecks;
    private final HeaderTree headers;

    /** Opens the chain of a store; an empty store gets the genesis block. */
    public ChainState(ChainParams params, ChainStore store, ScriptChecks scriptChecks) {
        this.params = params;
        this.store = store;
        this.scriptChecks = scriptChecks;
        this.headers = new HeaderTree(params.genesis().header(), params.genesisHash());
    }

    public ChainParams params() {
        return params;
    }

    /** Takes a header. {@code now} is the clock, seconds since 1970 UTC. */
    public HeaderResult acceptHeader(BlockHeader header, long now) {
        throw new UnsupportedOperationException("acceptHeader " + header + now + scriptChecks);
    }

    /** Takes a block, and moves the tip if its branch now has the most work. {@code now} is the clock. */
    public BlockResult acceptBlock(Block block, long now) {
        throw new UnsupportedOperationException("acceptBlock " + block + now);
    }

    /** The last connected block. */
    public HeaderNode tip() {
        return headers.genesis();
    }

    /** The header with the most work of all that may be valid; ahead of the tip while blocks are being fetched. */
    public HeaderNode bestHeader() {
        return headers.genesis();
    }

    /** All known headers. */
    public HeaderTree headers() {
        return headers;
    }

    /** The active chain's block at a height; empty above the tip. */
    public Optional<HeaderNode> activeAt(int height) {
        return height < 0 || height > tip().height() ? Optional.empty() : Optional.of(tip().ancestor(height));
    }

    /** Whether a block is part of the active chain. */
    public boolean isActive(HeaderNode node) {
        return activeAt(node.height()).filter(node::equals).isPresent();
    }

    @Override
    public Optional<Coin> coin(OutPoint outPoint) {
        return store.coin(outPoint);
    }

    /** A stored block, on whatever branch. */
    public Optional<Block> block(BlockHash hash) {
        return store.block(hash);
    }

    /** Declares a block invalid by hand; its branch is left. Unknown hashes give no change. */
    public List<TipChange> invalidate(BlockHash hash) {
        throw new UnsupportedOperationException("invalidate " + hash);
    }

    /** Forgets that a block and those on it are invalid; they are checked again when their turn comes. */
    public List<TipChange> reconsider(BlockHash hash) {
        throw new UnsupportedOperationException("reconsider " + hash);
    }

    /** Treats a block as if it had arrived before others of the same work. */
    public List<TipChange> precious(BlockHash hash) {
        throw new UnsupportedOperationException("precious " + hash);
    }

    /** The ends of all branches, the active one first, then by height. */
    public List<ChainTip> chainTips() {
        throw new UnsupportedOperationException("chainTips");
    }

    /** Hashes that tell a peer where this branch is: the last ten blocks, then ever larger steps back to genesis. */
    public List<BlockHash> locator(HeaderNode from) {
        throw new UnsupportedOperationException("locator " + from);
    }

    /** The last block of the active chain that a peer's locator names; genesis if it names none. */
    public HeaderNode findFork(List<BlockHash> locator) {
        throw new UnsupportedOperationException("findFork " + locator);
    }
}
