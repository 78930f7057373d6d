package org.wonsi.core.mempool;

import org.wonsi.core.tx.FeeRate;

/**
 * The minimum fee rate of a mempool that was full: a bit more than what was evicted last paid, then falling with time.
 *
 * <p>Without it the same cheap transactions could be sent again and again, each time relayed and thrown out. It halves
 * every twelve hours, faster while the pool is less than half or a quarter full, and only once a block was found since.
 *
 * <p>Between two looks, ten seconds apart, it falls by less than a satoshi, so its fractions are kept: rounded away, they
 * would hold the price where it is for ever. It is a threshold, not money, and a floating-point number as in Bitcoin Core;
 * {@link StrictMath} gives the same on every machine. Source: Bitcoin Core, {@code CTxMemPool::GetMinFee}.
 *
 * <pre>
 *    rate    pool full: what was evicted pays 5 -&gt; 5 + 1 = 6
 *      6  *
 *            *  *
 *                  *  *  *                     halves every 12 hours, then below half the increment: 0
 *      0 +----------------------*------&gt; time
 * </pre>
 *
 * <p>The increment on top matters: at exactly the evicted rate, whoever was thrown out could come in again at the
 * same price and have the whole network relay it anew.
 */
final class RollingMinimumFee {
    private static final long HALF_LIFE = 12L * 3600;
    private static final long UPDATE_INTERVAL = 10;

    private final FeeRate increment;
    /** Satoshis for 1,000 bytes. */
    private double rate;

    private long lastUpdate;
    private boolean blockSinceLastRise;

    RollingMinimumFee(FeeRate increment) {
        this.increment = increment;
    }

    /** Something of this rate was thrown out for lack of room. */
    void evicted(FeeRate evicted) {
        long wanted = evicted.satoshisPerKilobyte() + increment.satoshisPerKilobyte();
        if (wanted > rate) {
            rate = wanted;
            blockSinceLastRise = false;
        }
    }

    /** A block was connected. */
    void blockConnected(long now) {
        lastUpdate = now;
        blockSinceLastRise = true;
    }

    /**
     * The price now, for a pool that fills so much of its memory.
     *
     * <p>As long as no block came since the last rise, miners have had no chance to take anything out, and the
     * price stays.
     */
    FeeRate at(long now, long memory, long maxMemory) {
        if (!isFalling()) {
            return new FeeRate(Math.round(rate));
        }
        if (now > lastUpdate + UPDATE_INTERVAL) {
            rate *= StrictMath.pow(0.5, (double) (now - lastUpdate) / halfLife(memory, maxMemory));
            lastUpdate = now;
            if (rate < increment.satoshisPerKilobyte() / 2.0) {
                rate = 0;
                return FeeRate.ZERO;
            }
        }
        return new FeeRate(Math.max(Math.round(rate), increment.satoshisPerKilobyte()));
    }

    /** Whether the price changes with time. */
    boolean isFalling() {
        return blockSinceLastRise && rate != 0;
    }

    /**
     * The seconds in which the price halves.
     *
     * <p>The emptier the pool, the sooner cheap payments are welcome again.
     */
    private static long halfLife(long memory, long maxMemory) {
        if (memory < maxMemory / 4) {
            return HALF_LIFE / 4;
        }
        return memory < maxMemory / 2 ? HALF_LIFE / 2 : HALF_LIFE;
    }
}
