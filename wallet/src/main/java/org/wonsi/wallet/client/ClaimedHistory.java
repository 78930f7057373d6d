package org.wonsi.wallet.client;

import java.util.List;

/**
 * The history of an address as a node claims it: transactions to look at, and nothing to believe.
 *
 * @param transactions ids, newest first
 * @param complete whether these are all
 */
public record ClaimedHistory(List<Hint> transactions, boolean complete) {
    public ClaimedHistory {
        transactions = List.copyOf(transactions);
    }

    /**
     * A transaction told of.
     *
     * @param txid its id, 64 hex digits
     * @param confirmed whether the node says that a block has it, so that asking for the proof is worth while
     * @param said what else it says of it
     */
    public record Hint(String txid, boolean confirmed, Said said) {}

    /**
     * A node's claims about a transaction's contents: read only to be compared with the bytes, so that a lie can be named.
     *
     * @param values satoshis of the first outputs; -1 where it says nothing
     * @param inputs what the first inputs spend, "txid:index"; empty where it says nothing
     * @param fee satoshis; -1 if it says nothing
     */
    public record Said(List<Long> values, List<String> inputs, long fee) {
        /** Outputs and inputs that are compared; more would only take memory. */
        static final int MOST = 20;

        /** Nothing. */
        public static final Said NOTHING = new Said(List.of(), List.of(), -1);

        public Said {
            values = List.copyOf(values);
            inputs = List.copyOf(inputs);
        }
    }

    /** An output that a node says is unspent. */
    public record Unspent(String txid, long index, boolean confirmed) {}
}
