package org.wonsi.lab.explain;

import org.wonsi.core.tx.Amount;

/** Amounts for people: coins, and a word when no rule would allow them. */
final class AmountText {
    private AmountText() {}

    static String of(long satoshis) {
        Amount amount = new Amount(satoshis);
        return amount.toCoins() + " coins"
                + (amount.isInMoneyRange() ? "" : " (outside of 0 to 21 million: never valid)");
    }
}
