package org.wonsi.wallet.coins;

import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;

/**
 * An unspent output the wallet can spend.
 *
 * @param height of its block, or {@link #UNCONFIRMED}
 * @param confirmations 0 while unconfirmed, 1 in the tip
 * @param coinbase whether it is a block's reward, which has to mature; not looked up for old coins of an address with a long
 *     history
 * @param fromSelf whether an unconfirmed coin comes out of a payment of the wallet's own (its change)
 */
public record OwnCoin(
        OutPoint outPoint,
        Amount value,
        OwnAddress owner,
        int height,
        int confirmations,
        boolean coinbase,
        boolean fromSelf,
        boolean held) {
    /** The height of a coin in no block. */
    public static final int UNCONFIRMED = -1;

    /**
     * Whether it may be spent in the next block: a reward only after the maturity, so that a reorganisation can't undo a
     * whole tree of payments with it.
     */
    public boolean isMature(int coinbaseMaturity) {
        return !coinbase || confirmations >= coinbaseMaturity;
    }

    /** Whether a payment may use it without trusting anybody: confirmed, or change of one's own, and not held for a payment. */
    public boolean isSpendable(int coinbaseMaturity) {
        return !held && isMature(coinbaseMaturity) && (height != UNCONFIRMED || fromSelf);
    }

    /** The same, held or not. */
    OwnCoin heldIf(boolean isHeld) {
        return new OwnCoin(outPoint, value, owner, height, confirmations, coinbase, fromSelf, isHeld);
    }
}
