package org.wonsi.core.mempool;

import java.util.HashMap;
import java.util.Map;
import org.wonsi.core.tx.Txid;

/**
 * The amounts that this node's operator adds to the fees of transactions, or takes from them, when they are ranked.
 *
 * <p>A miner who was paid in another way, or wants to keep a transaction out, says so here; nobody else is told. Source:
 * Bitcoin Core, {@code CTxMemPool::mapDeltas}.
 *
 * <p>It counts for choosing and throwing out, not for whether the coins add up: no fee is invented.
 */
final class Priorities {
    /** 100,000 coins either way: more changes nothing any more, and sums over many transactions still fit 64 bits. */
    private static final long MOST = 100_000L * 100_000_000L;

    private final Map<Txid, Long> deltas = new HashMap<>();

    /** Adds to what was said of a transaction before; answers the sum. */
    long add(Txid txid, long satoshis) {
        long sum = of(txid) + clamp(satoshis);
        if (sum == 0) {
            deltas.remove(txid);
        } else {
            deltas.put(txid, clamp(sum));
        }
        return of(txid);
    }

    private static long clamp(long satoshis) {
        return Math.max(-MOST, Math.min(MOST, satoshis));
    }

    /** Satoshis, 0 for one of which nothing was said. */
    long of(Txid txid) {
        return deltas.getOrDefault(txid, 0L);
    }

    /** A block holds it: the value has served its purpose. */
    void forget(Txid txid) {
        deltas.remove(txid);
    }

    Map<Txid, Long> all() {
        return Map.copyOf(deltas);
    }
}
