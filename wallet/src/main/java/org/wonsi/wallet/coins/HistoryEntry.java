package org.wonsi.wallet.coins;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wonsi.core.api.TxDetails;

/**
 * A transaction as the wallet's owner sees it.
 *
 * @param change what it did to the balance, in satoshis; negative if money left
 * @param fee satoshis, if the wallet paid it
 * @param balance afterwards, in satoshis
 * @param confirmations 0 while unconfirmed
 * @param others addresses outside the wallet that were paid, if it was a payment of the wallet; else own addresses paid
 */
public record HistoryEntry(
        TxDetails tx, long change, OptionalLong fee, long balance, int confirmations, List<String> others) {
    public HistoryEntry {
        others = List.copyOf(others);
    }

    /** Height of the block, if it is in one. */
    public Optional<Integer> height() {
        return Optional.ofNullable(tx.status().blockHeight());
    }
}
