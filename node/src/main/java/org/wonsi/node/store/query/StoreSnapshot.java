package org.wonsi.node.store.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.AddressIndexState;
import org.wonsi.node.store.db.CoinCache;
import org.wonsi.node.store.db.CoinRows;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.ScriptHash;

/**
 * The stored chain at one moment: all that is asked of one object sees the same committed state, for as long as {@link
 * ChainQueries#read} lends it.
 *
 * <p>On one connection, for one thread at a time. What a question answers stays true of that moment; nothing that is
 * answered asks the database again.
 */
public final class StoreSnapshot {
    private final ReadConnection reader;
    private final Supplier<AddressIndexState> addressIndex;
    private final BlockReads blocks;
    private final TxReads transactions;
    private final ScriptReads scripts;
    private final UtxoReads utxos;

    /** On a connection of its own, which {@link #close} closes. */
    public StoreSnapshot(ReadConnection reader, Supplier<AddressIndexState> addressIndex) {
        this(reader, addressIndex, new BlockChecksums());
    }

    /** The same, sharing with others which blocks were compared with their hash. */
    StoreSnapshot(ReadConnection reader, Supplier<AddressIndexState> addressIndex, BlockChecksums checked) {
        this.reader = reader;
        this.addressIndex = addressIndex;
        this.blocks = new BlockReads(reader, checked);
        this.transactions = new TxReads(reader, blocks);
        this.scripts = new ScriptReads(reader, transactions);
        this.utxos = new UtxoReads(reader, blocks);
    }

    /** Makes everything asked of this within {@code questions} see one state. */
    <T> T inSnapshot(Function<StoreSnapshot, T> questions) {
        reader.beginSnapshot();
        try {
            return questions.apply(this);
        } finally {
            reader.endSnapshot();
        }
    }

    /** The newest block of the active chain; none only before genesis is stored. */
    public Optional<BlockInfo> tip() {
        return blocks.tip();
    }

    /** A block by hash, in the active chain or not. */
    public Optional<BlockInfo> block(BlockHash hash) {
        return blocks.block(hash);
    }

    /** A block of the active chain. */
    public Optional<BlockInfo> blockAt(int height) {
        return blocks.blockAt(height);
    }

    /** Hash of the block at a height of the active chain. */
    public Optional<BlockHash> hashAt(int height) {
        return blocks.hashAt(height);
    }

    /** Blocks of the active chain from a height down, at most {@code count}, newest first. */
    public List<BlockInfo> blocksDownFrom(int height, int count) {
        return blocks.downFrom(height, count);
    }

    /** Every known block or header of a height and above, whatever its branch, lowest first; at most {@code limit}. */
    public List<BlockInfo> blockTree(int fromHeight, int limit) {
        return blocks.tree(fromHeight, limit);
    }

    /** Every known block or header up to a height that isn't in the active chain, lowest and first to arrive first. */
    public List<BlockInfo> staleBlocks(int toHeight) {
        return blocks.stale(toHeight);
    }

    /** A block's bytes as they travel, compared with its hash. */
    public Optional<ByteString> rawBlock(BlockHash hash) {
        return blocks.raw(hash);
    }

    /** A block decoded. */
    public Optional<Block> body(BlockHash hash) {
        return blocks.body(hash);
    }

    /** The ids of a block's transactions in order; empty list if the block isn't stored. */
    public List<Txid> txids(BlockHash block) {
        return blocks.txids(block);
    }

    /** Transactions of a block with what they spend: at most {@code count}, from index {@code from}. */
    public List<TxRecord> txs(BlockHash block, int from, int count) {
        return transactions.ofBlock(block, from, count);
    }

    /** A confirmed transaction with what it spends. */
    public Optional<TxRecord> tx(Txid txid) {
        return transactions.tx(txid);
    }

    /**
     * A transaction of one block, in the active chain or not, with what it spends; none if the block isn't stored or
     * doesn't hold it.
     */
    public Optional<TxRecord> tx(BlockHash block, Txid txid) {
        return transactions.inBlock(block, txid);
    }

    /** A confirmed transaction alone. */
    public Optional<Transaction> transaction(Txid txid) {
        return transactions.transaction(txid);
    }

    /** The block that confirmed a transaction. */
    public Optional<BlockRef> confirmation(Txid txid) {
        return transactions.confirmation(txid);
    }

    /** Where an output was spent; none if it is unspent or unknown. */
    public Optional<Spend> spend(OutPoint outPoint) {
        return transactions.spend(outPoint);
    }

    /** An unspent output of the active chain. */
    public Optional<Coin> coin(OutPoint outPoint) {
        return CoinRows.unspent(reader, outPoint).map(CoinCache.Entry::coin);
    }

    /** An output of the active chain, spent or not. */
    public Optional<Coin> output(OutPoint outPoint) {
        return CoinRows.output(reader, outPoint);
    }

    /**
     * Whether the methods below answer, in place of throwing an {@link IllegalStateException}, however long that takes:
     * while a new chain is filled, they read all outputs.
     */
    public boolean answersByScript() {
        return addressIndex.get().answers();
    }

    /** What a script received and spent. */
    public ScriptStats stats(ScriptHash script) {
        return indexed().stats(script);
    }

    /** The newest transactions that pay a script or spend from it, newest first. */
    public List<TxRecord> history(ScriptHash script, int limit) {
        return indexed().history(script, limit);
    }

    /** The transactions that come after {@code lastSeen} in {@link #history}; none if {@code lastSeen} isn't part of it. */
    public List<TxRecord> historyAfter(ScriptHash script, Txid lastSeen, int limit) {
        return indexed().historyAfter(script, lastSeen, limit);
    }

    /** Unspent outputs of a script, oldest first, at most {@code limit}. */
    public List<Utxo> utxos(ScriptHash script, int limit) {
        return indexed().utxos(script, limit);
    }

    /** Unspent outputs of a script, the largest first, at most {@code limit}. */
    public List<Utxo> largestUtxos(ScriptHash script, int limit) {
        return indexed().largestUtxos(script, limit);
    }

    private ScriptReads indexed() {
        if (!answersByScript()) {
            throw new IllegalStateException("this node has no complete address index (it was started with"
                    + " --no-address-index, or is building it); ask answersByScript() first");
        }
        return scripts;
    }

    /** Sums over the active chain; reads the whole output table. */
    public ChainTotals totals() {
        return utxos.totals();
    }

    /** The UTXO set summed up as Bitcoin Core does; reads the whole set. */
    public UtxoSetInfo utxoSetInfo() {
        return utxos.info();
    }

    /** Visits the UTXO set in Bitcoin Core's order: txid bytes, then index. */
    public void forEachCoin(CoinVisitor visitor) {
        utxos.forEach(visitor);
    }

    /** Compares tables, blocks and rules; takes long, as it reads all it is about. */
    public VerificationReport verify(VerificationPlan plan) {
        return new Verification(reader, blocks, plan).run();
    }

    void close() {
        reader.close();
    }
}
