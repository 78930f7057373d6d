package org.wonsi.core.tx;

import java.math.BigDecimal;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/**
 * An amount of money in satoshis, a hundred million of which are one coin.
 *
 * <p>Holds any signed 64-bit number, because a transaction from outside can state any; whether it lies in the money
 * range is a rule ({@link #isInMoneyRange}). Arithmetic is exact: an overflow throws, it never wraps (in August 2010 a
 * wrapped sum created 184 billion bitcoin, CVE-2010-5139).
 *
 * <p>A double has 53 bits, and coins in decimal are no exact fractions of two: 0.1 + 0.2 isn't 0.3. Nodes that
 * rounded differently would disagree about a block.
 *
 * @param satoshis the amount
 */
public record Amount(long satoshis) implements Comparable<Amount> {
    /** Satoshis in a coin. */
    public static final long SATOSHIS_PER_COIN = 100_000_000L;

    /** Nothing. */
    public static final Amount ZERO = new Amount(0);

    /** The upper end of the money range: 21 million coins. */
    public static final Amount MAX_MONEY = new Amount(21_000_000L * SATOSHIS_PER_COIN);

    /** Whole coins. */
    public static Amount ofCoins(long coins) {
        return new Amount(Math.multiplyExact(coins, SATOSHIS_PER_COIN));
    }

    /** Whether this is 0 to 21 million coins; Bitcoin Core's {@code MoneyRange}. */
    public boolean isInMoneyRange() {
        return satoshis >= 0 && satoshis <= MAX_MONEY.satoshis;
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException if it doesn't fit 64 bits
     */
    public Amount plus(Amount other) {
        return new Amount(Math.addExact(satoshis, other.satoshis));
    }

    /**
     * The difference.
     *
     * @throws ArithmeticException if it doesn't fit 64 bits
     */
    public Amount minus(Amount other) {
        return new Amount(Math.subtractExact(satoshis, other.satoshis));
    }

    /**
     * Parses coins in decimal, such as "12.5", with at most eight places.
     *
     * @throws MalformedException if it's no such number
     */
    public static Amount parseCoins(String text) {
        if (!text.matches("[0-9]{1,10}(\\.[0-9]{1,8})?")) {
            throw new MalformedException(FormError.AMOUNT, text);
        }
        return new Amount(new BigDecimal(text).movePointRight(8).longValueExact());
    }

    /** Coins in decimal with eight places, as Bitcoin Core prints them: "12.50000000". */
    public String toCoins() {
        return BigDecimal.valueOf(satoshis, 8).toPlainString();
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(satoshis, other.satoshis);
    }

    @Override
    public String toString() {
        return toCoins();
    }
}
