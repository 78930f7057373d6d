package org.wonsi.core.consensus;

import org.wonsi.core.tx.Amount;

/**
 * The new coins a block may create.
 *
 * <p>It decides how many coins there will ever be, by halving alone; no rule names 21 million as a total to keep
 * to.
 *
 * <pre>
 *    height                 coins a block         made by the end of it
 *          0 -   209,999    50                    10,500,000
 *    210,000 -   419,999    25                    15,750,000
 *    420,000 -   629,999    12.5                  18,375,000
 *    ...
 *  6,720,000 - 6,929,999    0.00000001            20,999,999.9769
 *  6,930,000 -              0                     fees alone pay the miners
 * </pre>
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
        // Shifting rounds down, so a little less than 21 million coins are made.
        int halvings = height / halvingInterval;
        return halvings >= 64 ? Amount.ZERO : new Amount(INITIAL.satoshis() >> halvings);
    }
}
