package org.wonsi.node.service;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * The operations that give a node's mempool transactions. All of it may be called from any thread; it fails with
 * {@link ChainBusyException} if too many requests wait for the thread that owns the mempool.
 */
public interface MempoolControl {
    /** Gives the mempool a transaction; if it is accepted, peers are told. */
    CompletableFuture<MempoolResult> submitTransaction(Transaction tx);

    /**
     * A transaction that somebody offers to the mempool, on a condition of his own.
     *
     * @param wanted whether he still wants it sent, seeing the chain and the mempool as they are just before it would go in; asked
     *     on the thread that owns them
     */
    record Offer(Transaction tx, BiPredicate<ChainState, Mempool> wanted) {}

    /**
     * Gives the mempool several transactions one after the other, in one task of the thread that owns it; so they should be no more
     * than that thread may be busy with at a time.
     *
     * @return a result for each, in their order; empty for one that wasn't wanted any more
     */
    CompletableFuture<List<Optional<MempoolResult>>> submitTransactions(List<Offer> offers);

    /** Values a transaction by so many satoshis higher or lower than its fee when blocks are made; answers true. */
    CompletableFuture<Boolean> prioritise(Txid txid, long satoshis);
}
