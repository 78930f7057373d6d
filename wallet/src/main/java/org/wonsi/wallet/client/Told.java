package org.wonsi.wallet.client;

import java.util.List;

/**
 * What a node told of an address: only where to look, nothing to believe.
 *
 * @param transactions ids, newest first
 * @param complete whether these are all
 */
public record Told(List<Hint> transactions, boolean complete) {
    public Told {
        transactions = List.copyOf(transactions);
    }

    /**
     * A transaction told of.
     *
     * @param txid its id, 64 hex digits
     * @param confirmed whether the node says that a block has it, so that asking for the proof is worth while
     */
    public record Hint(String txid, boolean confirmed) {}

    /** An output that a node says is unspent. */
    public record Unspent(String txid, long index, boolean confirmed) {}
}
