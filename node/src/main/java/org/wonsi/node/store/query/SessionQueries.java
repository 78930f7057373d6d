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
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.Reader;
import org.wonsi.node.store.db.ScriptHash;

/** Queries on one connection, for one thread at a time. */
public final class SessionQueries implements ChainQueries {
    private final Reader reader;
    private final Supplier<AddressIndexState> addressIndex;
    private final BlockReads blocks;
    private final TxReads transactions;
    private final ScriptReads scripts;
    private final UtxoReads utxos;

    public SessionQueries(Reader reader, Supplier<AddressIndexState> addressIndex) {
        this.reader = reader;
        this.addressIndex = addressIndex;
        this.blocks = new BlockReads(reader);
        this.transactions = new TxReads(reader, blocks);
        this.scripts = new ScriptReads(reader, transactions);
        this.utxos = new UtxoReads(reader, blocks);
    }

    /** Already within one state. */
    @Override
    public <T> T consistently(Function<ChainQueries, T> queries) {
        return queries.apply(this);
    }

    /** Makes everything asked of this within {@code queries} see one state. */
    <T> T inSnapshot(Function<ChainQueries, T> queries) {
        reader.beginSnapshot();
        try {
            return queries.apply(this);
        } finally {
            reader.endSnapshot();
        }
    }

    @Override
    public Optional<BlockInfo> tip() {
        return blocks.tip();
    }

    @Override
    public Optional<BlockInfo> block(BlockHash hash) {
        return blocks.block(hash);
    }

    @Override
    public Optional<BlockInfo> blockAt(int height) {
        return blocks.blockAt(height);
    }

    @Override
    public Optional<BlockHash> hashAt(int height) {
        return blocks.hashAt(height);
    }

    @Override
    public List<BlockInfo> blocksDownFrom(int height, int count) {
        return blocks.downFrom(height, count);
    }

    @Override
    public List<BlockInfo> blockTree(int fromHeight, int limit) {
        return blocks.tree(fromHeight, limit);
    }

    @Override
    public Optional<ByteString> rawBlock(BlockHash hash) {
        return blocks.raw(hash);
    }

    @Override
    public Optional<Block> body(BlockHash hash) {
        return blocks.body(hash);
    }

    @Override
    public List<Txid> txids(BlockHash block) {
        return blocks.txids(block);
    }

    @Override
    public List<TxRecord> txs(BlockHash block, int from, int count) {
        return transactions.ofBlock(block, from, count);
    }

    @Override
    public Optional<TxRecord> tx(Txid txid) {
        return transactions.tx(txid);
    }

    @Override
    public Optional<TxRecord> tx(BlockHash block, Txid txid) {
        return transactions.inBlock(block, txid);
    }

    @Override
    public Optional<Transaction> transaction(Txid txid) {
        return transactions.transaction(txid);
    }

    @Override
    public Optional<BlockRef> confirmation(Txid txid) {
        return transactions.confirmation(txid);
    }

    @Override
    public Optional<Spend> spend(OutPoint outPoint) {
        return transactions.spend(outPoint);
    }

    @Override
    public Optional<Coin> coin(OutPoint outPoint) {
        return CoinRows.unspent(reader, outPoint).map(CoinCache.Entry::coin);
    }

    @Override
    public Optional<Coin> output(OutPoint outPoint) {
        return CoinRows.output(reader, outPoint);
    }

    @Override
    public AddressIndexState addressIndex() {
        return addressIndex.get();
    }

    @Override
    public ScriptStats stats(ScriptHash script) {
        return indexed().stats(script);
    }

    @Override
    public List<TxRecord> history(ScriptHash script, int limit) {
        return indexed().history(script, limit);
    }

    @Override
    public List<TxRecord> historyAfter(ScriptHash script, Txid lastSeen, int limit) {
        return indexed().historyAfter(script, lastSeen, limit);
    }

    @Override
    public List<Utxo> utxos(ScriptHash script, int limit) {
        return indexed().utxos(script, limit);
    }

    private ScriptReads indexed() {
        if (!hasAddressIndex()) {
            throw new IllegalStateException("this node has no complete address index (it was started with"
                    + " --no-address-index, or is building it); ask hasAddressIndex() first");
        }
        return scripts;
    }

    @Override
    public ChainTotals totals() {
        return utxos.totals();
    }

    @Override
    public long sizeOnDisk() {
        return Database.sizeOnDisk(reader.file());
    }

    @Override
    public UtxoSetInfo utxoSetInfo() {
        return utxos.info();
    }

    @Override
    public void forEachCoin(CoinVisitor visitor) {
        utxos.forEach(visitor);
    }

    @Override
    public VerificationReport verify(VerificationPlan plan) {
        return new Verification(reader, blocks, plan).run();
    }

    @Override
    public SqlResult sql(String statement, SqlLimits limits) throws SqlRefused {
        return SqlPage.run(reader.file(), statement, limits);
    }

    @Override
    public void close() {
        reader.close();
    }
}
