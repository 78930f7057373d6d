package org.wonsi.wallet.coins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Amount;

/**
 * Fee for size, in satoshis per 1,000 bytes, so that a thousandth of a satoshi a byte can be said without fractions.
 *
 * @param perKilobyte 0 to 100,000,000
 */
public record FeeRate(long perKilobyte) {
    /** One satoshi a byte: what nodes relay at the least. */
    public static final FeeRate MINIMUM = new FeeRate(1000);

    /** What spending a coin is thought to cost on average later; Bitcoin Core's long-term estimate. */
    public static final FeeRate LONG_TERM = new FeeRate(10_000);

    private static final long MAX_PER_KILOBYTE = 100_000_000L;

    public FeeRate {
        if (perKilobyte < 0 || perKilobyte > MAX_PER_KILOBYTE) {
            throw new IllegalArgumentException("fee rate out of range: " + perKilobyte);
        }
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
            throw new MalformedException("'" + text + "' is no fee rate; write satoshis per byte, for example 2.5");
        }
        long perKilobyte = new BigDecimal(text).movePointRight(3).longValueExact();
        if (perKilobyte > MAX_PER_KILOBYTE) {
            throw new MalformedException("a fee rate of " + text + " is past the limit of 100000 satoshis per byte");
        }
        return new FeeRate(perKilobyte);
    }

    /**
     * The estimate for this many blocks, or for the nearest fewer; the minimum if there is none.
     *
     * @param estimates satoshis a byte by blocks
     */
    public static FeeRate estimated(Map<Integer, BigDecimal> estimates, int blocks) {
        return estimates.entrySet().stream()
                .filter(e -> e.getKey() <= blocks)
                .max(Map.Entry.comparingByKey())
                .map(e -> e.getValue().movePointRight(3).setScale(0, RoundingMode.CEILING))
                .map(rate ->
                        rate.max(BigDecimal.valueOf(MINIMUM.perKilobyte)).min(BigDecimal.valueOf(MAX_PER_KILOBYTE)))
                .map(rate -> new FeeRate(rate.longValueExact()))
                .orElse(MINIMUM);
    }

    /** The fee for so many bytes, rounded up. */
    public Amount fee(int bytes) {
        return new Amount((perKilobyte * bytes + 999) / 1000);
    }

    /** Satoshis a byte: "2.5". */
    @Override
    public String toString() {
        return BigDecimal.valueOf(perKilobyte, 3).stripTrailingZeros().toPlainString();
    }
}
