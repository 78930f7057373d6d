package org.wonsi.core.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.tx.OutPoint;

/**
 * The store of a chain: headers, blocks, the coins at the tip, and what each connected block spent.
 *
 * <p>Every method is atomic: all of it happened or nothing. What {@link #connect}, {@link #disconnect} and {@link
 * #saveBlock} did is durable when they return, unless {@link #setBulk} or {@link #together} allowed otherwise. Trouble with the disk is an
 * {@link java.io.UncheckedIOException}. One thread uses a store.
 *
 * <p>The coins on disk must be those of the tip on disk, whenever the power goes. A node whose tip is one block
 * ahead of its coins would refuse good payments and accept spent ones, and nothing would tell it so. That is why a
 * change of the tip and of the coins is one method.
 *
 * <pre>
 *    connect       block + coins spent and made + undo data + tip        one transaction of the database
 *    disconnect    coins back + tip
 *    saveBlock     block alone; no coin changes
 * </pre>
 */
public interface ChainStore extends CoinView, AutoCloseable {
    /**
     * All saved headers, each after the one it builds on.
     *
     * <p>Parents first, so that a tree can be made in one pass.
     */
    void forEachHeader(Consumer<StoredHeader> consumer);

    /** The last connected block; empty if nothing was ever connected. */
    Optional<BlockHash> tip();

    /** A saved block. */
    Optional<Block> block(BlockHash hash);

    /** Whether the block is saved. */
    default boolean hasBlock(BlockHash hash) {
        return block(hash).isPresent();
    }

    /** A coin that is unspent at the tip. */
    @Override
    Optional<Coin> coin(OutPoint outPoint);

    /**
     * The same, but only if no disk need be read for it; recent coins are found.
     *
     * <p>For a question that anybody can ask as often as he likes: a look at the disk for each could be used to
     * slow the node down.
     */
    Optional<Coin> coinInMemory(OutPoint outPoint);

    /**
     * What a connected block spent.
     *
     * <p>Needed for as long as the block may be taken back, which has no limit: a branch with more work can begin
     * anywhere.
     */
    Optional<BlockUndo> undo(BlockHash hash);

    /**
     * Inserts headers, or updates the status and sequence of those already there.
     *
     * <p>Many at once, as they come in messages of 2,000: to write each alone would take far longer.
     */
    void saveHeaders(List<StoredHeader> headers);

    /**
     * Removes headers, each after those that build on it, whose blocks aren't saved; one that has a block, or is unknown,
     * is left as it is. This needn't be durable when it returns: after a crash the last of them may be there again.
     *
     * <p>Only headers without a block can be forgotten. A block that is here was paid for with work; a header may
     * have been a mere announcement.
     */
    void forgetHeaders(List<BlockHash> hashes);

    /** Saves a header and its block, which isn't connected. */
    void saveBlock(StoredHeader header, Block block);

    /**
     * Writes the bytes of a saved block again, because those that are stored have been damaged.
     *
     * <p>Disks go bad. The header's merkle root says whether the bytes that a peer sends are the same block, so
     * nobody need be trusted for it.
     */
    void restore(Block block);

    /**
     * Makes a block the tip: saves it if it isn't saved yet, removes the coins it spends and adds those it makes, except
     * unspendable ones ({@code UtxoRules.isUnspendable}) and the genesis block's.
     */
    void connect(StoredHeader header, Block block, BlockUndo spentCoins);

    /** Takes the tip back: removes the coins it made, restores those it spent; the block before becomes the tip. */
    void disconnect(StoredHeader header, Block block, BlockUndo spentCoins);

    /**
     * Makes changes that belong together, as a reorganisation does: all are durable when it returns, and a crash before that
     * may lose the last of them, but never parts of one.
     */
    default void together(Runnable changes) {
        changes.run();
    }

    /**
     * In bulk mode, used while catching up, a crash may lose the last blocks, but never parts of them.
     *
     * <p>To wait for the disk after each of 100,000 old blocks would take longer than to check them. What is lost
     * in a crash can be fetched again.
     */
    void setBulk(boolean bulk);

    @Override
    void close();
}
