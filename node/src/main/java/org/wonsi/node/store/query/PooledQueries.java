package org.wonsi.node.store.query;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
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
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.Reader;
import org.wonsi.node.store.db.ScriptHash;

/**
 * Queries from any thread: each call borrows one of a few connections, and waits if all are borrowed. Connections open
 * when first needed and stay open.
 */
public final class PooledQueries implements ChainQueries {
    private static final int CONNECTIONS = 8;
    private static final int SQL_AT_A_TIME = 2;

    private final Path file;
    private final Supplier<Reader> readers;
    private final Supplier<AddressIndexState> addressIndex;
    private final Closeable place;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final Semaphore freeForSql = new Semaphore(SQL_AT_A_TIME);
    private final Deque<SessionQueries> idle = new ArrayDeque<>();
    private boolean closed;

    /** Connections made by {@code readers}; {@code place} is closed after the last of them. */
    public PooledQueries(
            Path file, Supplier<Reader> readers, Supplier<AddressIndexState> addressIndex, Closeable place) {
        this.file = file;
        this.readers = readers;
        this.addressIndex = addressIndex;
        this.place = place;
    }

    @Override
    public <T> T consistently(Function<ChainQueries, T> queries) {
        free.acquireUninterruptibly();
        try {
            SessionQueries session = borrow();
            boolean healthy = false;
            try {
                T answer = session.inSnapshot(queries);
                healthy = true;
                return answer;
            } finally {
                giveBack(session, healthy);
            }
        } finally {
            free.release();
        }
    }

    private SessionQueries borrow() {
        synchronized (idle) {
            if (closed) {
                throw new IllegalStateException("the chain's database is closed");
            }
            SessionQueries session = idle.poll();
            if (session != null) {
                return session;
            }
        }
        return new SessionQueries(readers.get(), addressIndex);
    }

    /** Keeps a connection for the next; one on which anything failed is closed. */
    private void giveBack(SessionQueries session, boolean healthy) {
        synchronized (idle) {
            if (healthy && !closed) {
                idle.push(session);
                return;
            }
        }
        session.close();
    }

    private void consistentlyDo(Consumer<ChainQueries> queries) {
        consistently(q -> {
            queries.accept(q);
            return true;
        });
    }

    @Override
    public Optional<BlockInfo> tip() {
        return consistently(ChainQueries::tip);
    }

    @Override
    public Optional<BlockInfo> block(BlockHash hash) {
        return consistently(q -> q.block(hash));
    }

    @Override
    public Optional<BlockInfo> blockAt(int height) {
        return consistently(q -> q.blockAt(height));
    }

    @Override
    public Optional<BlockHash> hashAt(int height) {
        return consistently(q -> q.hashAt(height));
    }

    @Override
    public List<BlockInfo> blocksDownFrom(int height, int count) {
        return consistently(q -> q.blocksDownFrom(height, count));
    }

    @Override
    public List<BlockInfo> blockTree(int fromHeight, int limit) {
        return consistently(q -> q.blockTree(fromHeight, limit));
    }

    @Override
    public Optional<ByteString> rawBlock(BlockHash hash) {
        return consistently(q -> q.rawBlock(hash));
    }

    @Override
    public Optional<Block> body(BlockHash hash) {
        return consistently(q -> q.body(hash));
    }

    @Override
    public List<Txid> txids(BlockHash block) {
        return consistently(q -> q.txids(block));
    }

    @Override
    public List<TxRecord> txs(BlockHash block, int from, int count) {
        return consistently(q -> q.txs(block, from, count));
    }

    @Override
    public Optional<TxRecord> tx(Txid txid) {
        return consistently(q -> q.tx(txid));
    }

    @Override
    public Optional<TxRecord> tx(BlockHash block, Txid txid) {
        return consistently(q -> q.tx(block, txid));
    }

    @Override
    public Optional<Transaction> transaction(Txid txid) {
        return consistently(q -> q.transaction(txid));
    }

    @Override
    public Optional<BlockRef> confirmation(Txid txid) {
        return consistently(q -> q.confirmation(txid));
    }

    @Override
    public Optional<Spend> spend(OutPoint outPoint) {
        return consistently(q -> q.spend(outPoint));
    }

    @Override
    public Optional<Coin> coin(OutPoint outPoint) {
        return consistently(q -> q.coin(outPoint));
    }

    @Override
    public Optional<Coin> output(OutPoint outPoint) {
        return consistently(q -> q.output(outPoint));
    }

    @Override
    public AddressIndexState addressIndex() {
        return addressIndex.get();
    }

    @Override
    public ScriptStats stats(ScriptHash script) {
        return consistently(q -> q.stats(script));
    }

    @Override
    public List<TxRecord> history(ScriptHash script, int limit) {
        return consistently(q -> q.history(script, limit));
    }

    @Override
    public List<TxRecord> historyAfter(ScriptHash script, Txid lastSeen, int limit) {
        return consistently(q -> q.historyAfter(script, lastSeen, limit));
    }

    @Override
    public List<Utxo> utxos(ScriptHash script, int limit) {
        return consistently(q -> q.utxos(script, limit));
    }

    @Override
    public ChainTotals totals() {
        return consistently(ChainQueries::totals);
    }

    @Override
    public long sizeOnDisk() {
        return Database.sizeOnDisk(file);
    }

    @Override
    public UtxoSetInfo utxoSetInfo() {
        return consistently(ChainQueries::utxoSetInfo);
    }

    @Override
    public void forEachCoin(CoinVisitor visitor) {
        consistentlyDo(q -> q.forEachCoin(visitor));
    }

    @Override
    public VerificationReport verify(VerificationPlan plan) {
        return consistently(q -> q.verify(plan));
    }

    @Override
    public SqlResult sql(String statement, SqlLimits limits) throws SqlRefused {
        if (!freeForSql.tryAcquire()) {
            throw new SqlRefused("other people's questions are being answered; try again in a few seconds");
        }
        try {
            return SqlPage.run(file, statement, limits);
        } finally {
            freeForSql.release();
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(SessionQueries::close);
            idle.clear();
        }
        try {
            place.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
