package org.wonsi.wallet.coins;

import java.util.List;
import java.util.OptionalLong;

/**
 * A transaction as the wallet's owner sees it.
 *
 * @param tx the transaction and how sure it is
 * @param change what it did to the balance, in satoshis, or would do if it is only claimed; negative if money left
 * @param fee satoshis, if the wallet paid it
 * @param balance afterwards, in satoshis
 * @param confirmations 0 unless it is proven
 * @param others addresses outside the wallet that were paid, if it was a payment of the wallet; else own addresses paid
 * @param accounts numbers of the accounts it pays or spends from
 */
public record HistoryEntry(
        WalletTx tx,
        long change,
        OptionalLong fee,
        long balance,
        int confirmations,
        List<String> others,
        List<Integer> accounts) {
    public HistoryEntry {
        others = List.copyOf(others);
        accounts = List.copyOf(accounts);
    }
}
