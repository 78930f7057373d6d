package org.wonsi.node.store.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.AddressIndexState;
import org.wonsi.node.store.db.DamagedBlockException;
import org.wonsi.node.store.db.ScriptHash;

/**
 * Reads the stored chain; for REST, JSON-RPC, the board and the SQL page, from any thread.
 *
 * <p>Each call sees one committed state. To see the same state in several calls, make them inside {@link
 * #consistently}. Nothing here can write, and nothing here waits for the chain thread. While the store is in bulk mode
 * (import, first sync) what is read may be some blocks behind the node's own tip: take the height from {@link #tip()}
 * where both must agree. Only confirmed things are here; the mempool is not stored.
 *
 * <p>Any call may throw {@link java.io.UncheckedIOException} if the disk fails, a {@link DamagedBlockException} if it is
 * about a block, or a transaction in it, whose stored bytes have changed.
 */
public interface ChainQueries extends AutoCloseable {
    /** Runs several queries against the same committed state. */
    <T> T consistently(Function<ChainQueries, T> queries);

    /** The newest block of the active chain; none only before genesis is stored. */
    Optional<BlockInfo> tip();

    /** A block by hash, in the active chain or not. */
    Optional<BlockInfo> block(BlockHash hash);

    /** A block of the active chain. */
    Optional<BlockInfo> blockAt(int height);

    /** Hash of the block at a height of the active chain. */
    Optional<BlockHash> hashAt(int height);

    /** Blocks of the active chain from a height down, at most {@code count}, newest first. */
    List<BlockInfo> blocksDownFrom(int height, int count);

    /** Every known block or header of a height and above, whatever its branch, lowest first; at most {@code limit}. */
    List<BlockInfo> blockTree(int fromHeight, int limit);

    /** A block's bytes as they travel, compared with its hash. */
    Optional<ByteString> rawBlock(BlockHash hash);

    /** A block decoded. */
    Optional<Block> body(BlockHash hash);

    /** The ids of a block's transactions in order; empty list if the block isn't stored. */
    List<Txid> txids(BlockHash block);

    /** Transactions of a block with what they spend: at most {@code count}, from index {@code from}. */
    List<TxRecord> txs(BlockHash block, int from, int count);

    /** A confirmed transaction with what it spends. */
    Optional<TxRecord> tx(Txid txid);

    /**
     * A transaction of one block, in the active chain or not, with what it spends; none if the block isn't stored or
     * doesn't hold it.
     */
    Optional<TxRecord> tx(BlockHash block, Txid txid);

    /** A confirmed transaction alone. */
    Optional<Transaction> transaction(Txid txid);

    /** The block that confirmed a transaction. */
    Optional<BlockRef> confirmation(Txid txid);

    /** Where an output was spent; none if it is unspent or unknown. */
    Optional<Spend> spend(OutPoint outPoint);

    /** An unspent output of the active chain. */
    Optional<Coin> coin(OutPoint outPoint);

    /** An output of the active chain, spent or not. */
    Optional<Coin> output(OutPoint outPoint);

    /** Whether the address index is kept, and how far it is. */
    AddressIndexState addressIndex();

    /** Whether it is complete; without it the four methods below throw {@link IllegalStateException}. */
    default boolean hasAddressIndex() {
        return addressIndex().complete();
    }

    /** What a script received and spent. */
    ScriptStats stats(ScriptHash script);

    /** The newest transactions that pay a script or spend from it, newest first. */
    List<TxRecord> history(ScriptHash script, int limit);

    /** The transactions that come after {@code lastSeen} in {@link #history}; none if {@code lastSeen} isn't part of it. */
    List<TxRecord> historyAfter(ScriptHash script, Txid lastSeen, int limit);

    /** Unspent outputs of a script, oldest first, at most {@code limit}. */
    List<Utxo> utxos(ScriptHash script, int limit);

    /** Sums over the active chain; reads the whole output table. */
    ChainTotals totals();

    /** Bytes that the database takes on the disk, with its log. */
    long sizeOnDisk();

    /** The UTXO set summed up as Bitcoin Core does; reads the whole set. */
    UtxoSetInfo utxoSetInfo();

    /** Visits the UTXO set in Bitcoin Core's order: txid bytes, then index. */
    void forEachCoin(CoinVisitor visitor);

    /** Compares tables, blocks and rules; takes long, as it reads all it is about. */
    VerificationReport verify(VerificationPlan plan);

    /**
     * Answers one SELECT (or VALUES, WITH ... SELECT) of a person.
     *
     * @throws SqlRefused if it isn't a single reading statement, is wrong, or exceeds a limit; says why
     */
    SqlResult sql(String statement, SqlLimits limits) throws SqlRefused;

    /** Closes the connections; running queries fail. */
    @Override
    void close();
}
