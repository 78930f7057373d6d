package org.wonsi.node.lab.actor;

import java.math.BigDecimal;
import org.wonsi.core.tx.Amount;

/** The text of an amount for a room: two decimals, and more only where there are more. */
public final class CoinText {
    private CoinText() {}

    /** An amount in coins with at least two decimals, exact. */
    public static String text(Amount amount) {
        BigDecimal exact = BigDecimal.valueOf(amount.satoshis(), 8).stripTrailingZeros();
        return (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
    }
}
