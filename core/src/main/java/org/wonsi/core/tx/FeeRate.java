package org.wonsi.core.tx;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/**
 * A price for space in a block: satoshis for 1,000 bytes, so that a thousandth of a satoshi a byte can be said without fractions.
 *
 * <p>Miners fill a block by rate, not by fee, because it is the bytes that are scarce. Source: Bitcoin Core, {@code CFeeRate}.
 *
 * @param satoshisPerKilobyte satoshis for 1,000 bytes
 */
public record FeeRate(long satoshisPerKilobyte) implements Comparable<FeeRate> {
    /** For free. */
    public static final FeeRate ZERO = new FeeRate(0);

    /**
     * One satoshi a byte: what nodes relay at the least, unless they are told otherwise, and what a replacement pays more for
     * each of its bytes. Without a price, filling every node's memory would cost nothing.
     */
    public static final FeeRate MINIMUM = new FeeRate(1000);

    /** The highest that {@link #parse} takes: 100,000 satoshis a byte, past any fee that is meant. */
    public static final FeeRate LIMIT = new FeeRate(100_000_000);

    /** The rate of a fee for so many bytes, rounded down. */
    public static FeeRate of(Amount fee, long bytes) {
        return new FeeRate(Math.multiplyExact(fee.satoshis(), 1000L) / bytes);
    }

    /** The smallest rate, in hundredths of a satoshi a byte, at which so many bytes cost a fee. */
    public static FeeRate atLeast(Amount fee, int bytes) {
        return new FeeRate(BigDecimal.valueOf(fee.satoshis())
                .divide(BigDecimal.valueOf(bytes), 2, RoundingMode.CEILING)
                .movePointRight(3)
                .longValueExact());
    }

    /**
     * Parses satoshis a byte, such as "2.5".
     *
     * @throws MalformedException if it's no number from 0 to 100000 with at most three places
     */
    public static FeeRate parse(String text) {
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
            throw new MalformedException(FormError.FEE_RATE, text);
        }
        FeeRate rate = new FeeRate(new BigDecimal(text).movePointRight(3).longValueExact());
        if (rate.compareTo(LIMIT) > 0) {
            throw new MalformedException(FormError.FEE_RATE_LIMIT, text);
        }
        return rate;
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

    /** Satoshis a byte: "2.5". */
    @Override
    public String toString() {
        return satoshisPerByte().toPlainString();
    }
}
