package org.wonsi.lab.explain;

import org.wonsi.core.tx.Amount;

/** The text of an amount for people: coins, and a word when no rule would allow it. */
final class AmountText {
    private AmountText() {}

    static String of(long satoshis) {
        Amount amount = new Amount(satoshis);
        return amount.toCoins() + " coins"
                + (amount.isInMoneyRange() ? "" : " (outside of 0 to 21 million: never valid)");
    }
}
