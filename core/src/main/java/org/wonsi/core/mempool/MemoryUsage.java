package org.wonsi.core.mempool;

import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * The memory that waiting transactions take, in bytes, as Bitcoin Core 28.1 counts it on a 64-bit machine.
 *
 * <p>A limit on memory must count what fills memory: a transaction of many tiny inputs or outputs takes far more than its
 * own bytes. Bitcoin Core's figures are used, although objects have other sizes in Java, so that -maxmempool means the same
 * here and there; Java's are about as large. Source: Bitcoin Core, {@code CTxMemPool::DynamicMemoryUsage}, {@code
 * memusage.h}.
 *
 * <p>The limit was once on the bytes of the transactions alone. A pool full of small ones then took several times
 * as much memory as its limit said, and a node could be brought down with them.
 */
final class MemoryUsage {
    /** Between two transactions of which one spends the other: an entry in the set of parents and one in that of children. */
    static final long LINK = 2 * allocated(40);

    /** What the pool keeps about a transaction: its entry with 15 pointers of indices, and its place in a list. */
    private static final long ENTRY = allocated(272 + 15 * 8) + 40;

    private static final long TRANSACTION = allocated(128) + allocated(24);
    private static final long INPUT = 104;
    private static final long OUTPUT = 40;

    /** For each input, who spends its coin. */
    private static final long SPENDER = allocated(48);

    /** A script this short lies within its input or output. */
    private static final int SHORT_SCRIPT = 28;

    private MemoryUsage() {}

    /** A waiting transaction's, without its links to others. */
    static long of(Transaction tx) {
        long inputs = tx.inputs().size();
        long bytes = ENTRY
                + TRANSACTION
                + allocated(INPUT * inputs)
                + allocated(OUTPUT * tx.outputs().size())
                + SPENDER * inputs;
        for (TxIn input : tx.inputs()) {
            bytes += of(input.scriptSig());
        }
        for (TxOut output : tx.outputs()) {
            bytes += of(output.scriptPubKey());
        }
        return bytes;
    }

    private static long of(Script script) {
        return script.size() <= SHORT_SCRIPT ? 0 : allocated(script.size());
    }

    /**
     * What an allocation of so many bytes really takes: whole units of 16, at least 15 bytes more than asked for.
     *
     * <p>An allocator hands out whole units and keeps notes of its own beside each.
     */
    private static long allocated(long bytes) {
        return bytes == 0 ? 0 : (bytes + 31) / 16 * 16;
    }
}
