package org.wonsi.wallet.client;

import java.util.List;
import org.wonsi.core.api.TxDetails;

/**
 * What a node told of an address's transactions.
 *
 * @param transactions newest first
 * @param complete whether these are all
 */
public record AddressHistory(List<TxDetails> transactions, boolean complete) {
    public AddressHistory {
        transactions = List.copyOf(transactions);
    }
}
