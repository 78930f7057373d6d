package org.wonsi.wallet.coins;

import java.util.List;
import org.wonsi.core.tx.Amount;

/**
 * A choice of coins for a payment, with the change that goes back and the fee.
 *
 * @param coins the inputs
 * @param change what comes back; zero if nothing does
 * @param fee inputs less payments less change
 * @param size bytes of the signed transaction, at most
 * @param method how the coins were found
 * @param waste Bitcoin Core's measure: what spending these coins now costs over spending them later, and what change (or
 *     giving the excess away) costs; in satoshis, smaller is better
 */
public record Selection(List<OwnCoin> coins, Amount change, Amount fee, int size, Method method, long waste) {

    /** The method by which coins were found. */
    public enum Method {
        /** Branch and bound found coins that fit without change. */
        EXACT,
        /** Coins drawn at random until there were enough. */
        RANDOM_DRAW,
        /** Every coin, as asked or because all are needed. */
        EVERYTHING,
        /** The coins the payer named. */
        CHOSEN
    }

    public Selection {
        coins = List.copyOf(coins);
    }

    /** The value of all inputs. */
    public Amount total() {
        return coins.stream().map(OwnCoin::value).reduce(Amount.ZERO, Amount::plus);
    }
}
