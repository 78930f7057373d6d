package org.wonsi.core.consensus;

import org.wonsi.core.tx.Amount;

/**
 * The new coins a block may create.
 *
 * <p>Source: paper, section 6; Bitcoin Core, {@code GetBlockSubsidy}.
 */
public final class Subsidy {
    private static final Amount INITIAL = Amount.ofCoins(50);

    private Subsidy() {}

    /**
     * 50 coins, halved at each interval, rounded down to satoshis.
     *
     * <p>After 64 halvings it is zero by an explicit test: a shift by 64 is a shift by 0 in Java as in C++ compilers, and
     * 50 coins a block would begin anew (BIP 42).
     */
    public static Amount at(int height, int halvingInterval) {
        int halvings = height / halvingInterval;
        return halvings >= 64 ? Amount.ZERO : new Amount(INITIAL.satoshis() >> halvings);
    }
}
