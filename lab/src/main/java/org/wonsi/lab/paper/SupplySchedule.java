package org.wonsi.lab.paper;

import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.tx.Amount;

/** The most money there can be after each block. Source: paper, section 6. */
public final class SupplySchedule {
    private static final int HALVINGS = 64;

    private SupplySchedule() {}

    /** All subsidies of the blocks up to a height, that of genesis included, though nobody can spend it. */
    public static Amount at(int height, int halvingInterval) {
        Amount sum = Amount.ZERO;
        for (int from = 0, era = 0; from <= height && era < HALVINGS; from += halvingInterval, era++) {
            long blocks = Math.min(halvingInterval, (long) height - from + 1);
            sum = sum.plus(new Amount(
                    Math.multiplyExact(blocks, Subsidy.at(from, halvingInterval).satoshis())));
        }
        return sum;
    }

    /** All that will ever be: on Bitcoin 20,999,999.97690000 coins, the rest is lost to rounding down. */
    public static Amount total(int halvingInterval) {
        return at(Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) HALVINGS * halvingInterval)), halvingInterval);
    }
}
