package org.wonsi.wallet.problem;

import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;

/** A node's reason to refuse a transaction. */
public sealed interface Refusal extends UserMessage {
    @Override
    default String family() {
        return "refused";
    }

    /** The reason as the node gives it. */
    record Said(String reason) implements Refusal {}

    /** The reason, and that the payment is kept all the same: a node that lies can still pass it on. */
    record Kept(Refusal said, Txid payment, OutPoint coin) implements Refusal {}
}
