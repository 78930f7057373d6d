package org.wonsi.node.lab.experiment;

import java.math.BigDecimal;
import org.wonsi.core.tx.Amount;

/** Amounts as a room reads them: with two decimals, and more only where there are more. */
final class Coins {
    private Coins() {}

    static String text(Amount amount) {
        BigDecimal exact = BigDecimal.valueOf(amount.satoshis(), 8).stripTrailingZeros();
        return (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
    }
}
