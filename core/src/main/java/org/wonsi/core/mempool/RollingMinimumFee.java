package org.wonsi.core.mempool;

/**
 * The entry price of a pool that was full: what was thrown out last, and a bit more, then falling as blocks make room.
 *
 * <p>Without it the same cheap transactions could be sent again and again, each time relayed and thrown out. It halves
 * every twelve hours, faster while the pool is less than half or a quarter full, and only once a block was found since.
 * Source: Bitcoin Core, {@code CTxMemPool::GetMinFee}; between two halvings this falls along a line, not a curve.
 */
final class RollingMinimumFee {
    private static final long HALF_LIFE = 12L * 3600;
    private static final long UPDATE_INTERVAL = 10;

    private final FeeRate increment;
    private long rate;
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

    /** The price now, for a pool that fills so much of its memory. */
    FeeRate at(long now, long memory, long maxMemory) {
        if (!blockSinceLastRise || rate == 0) {
            return new FeeRate(rate);
        }
        if (now > lastUpdate + UPDATE_INTERVAL) {
            long halfLife = memory < maxMemory / 4 ? HALF_LIFE / 4 : memory < maxMemory / 2 ? HALF_LIFE / 2 : HALF_LIFE;
            rate = decayed(rate, now - lastUpdate, halfLife);
            lastUpdate = now;
            if (rate < increment.satoshisPerKilobyte() / 2) {
                rate = 0;
                return FeeRate.ZERO;
            }
        }
        return new FeeRate(Math.max(rate, increment.satoshisPerKilobyte()));
    }

    private static long decayed(long rate, long seconds, long halfLife) {
        long halved = rate >> Math.min(62, seconds / halfLife);
        return halved - halved / 2 * (seconds % halfLife) / halfLife;
    }
}
