package org.wonsi.node.service;

import java.util.concurrent.CompletableFuture;
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

    /** Values a transaction by so many satoshis higher or lower than its fee when blocks are made; answers true. */
    CompletableFuture<Boolean> prioritise(Txid txid, long satoshis);
}
