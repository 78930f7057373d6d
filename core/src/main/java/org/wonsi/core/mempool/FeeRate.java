package org.wonsi.core.mempool;

import java.math.BigDecimal;
import org.wonsi.core.tx.Amount;

/**
 * A price for space in a block.
 *
 * @param satoshisPerKilobyte satoshis for 1,000 bytes
 */
public record FeeRate(long satoshisPerKilobyte) implements Comparable<FeeRate> {
    /** For free. */
    public static final FeeRate ZERO = new FeeRate(0);

    /** The rate of a fee for so many bytes, rounded down. */
    public static FeeRate of(Amount fee, long bytes) {
        return new FeeRate(Math.multiplyExact(fee.satoshis(), 1000L) / bytes);
    }

    /** The fee for so many bytes, rounded up. */
    public Amount fee(long bytes) {
        return new Amount(-Math.floorDiv(-Math.multiplyExact(satoshisPerKilobyte, bytes), 1000L));
    }

    /** Satoshis for one byte, as wallets and explorers show it. */
    public BigDecimal satoshisPerByte() {
        return BigDecimal.valueOf(satoshisPerKilobyte, 3).stripTrailingZeros();
    }

    @Override
    public int compareTo(FeeRate other) {
        return Long.compare(satoshisPerKilobyte, other.satoshisPerKilobyte);
    }

    /** As in "1.5 sat/B". */
    @Override
    public String toString() {
        return satoshisPerByte().toPlainString() + " sat/B";
    }
}
