package org.wonsi.wallet.problem;

import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;

/** A false statement of a node, shown false by the node's own bytes, headers or proofs. */
public sealed interface Lie extends UserMessage {
    @Override
    default String family() {
        return "lie";
    }

    /** It lists a transaction that it doesn't have. */
    record NoTransaction(Txid txid) implements Lie {}

    /** It lists a transaction twice for one address, so that the list need not end. */
    record Repeated(String txid, String address) implements Lie {}

    /** It gave the bytes of another transaction. */
    record OtherTransaction(Txid asked, Txid given) implements Lie {}

    /** It says that an output is worth what it isn't. */
    record Amount(OutPoint output, org.wonsi.core.tx.Amount said, org.wonsi.core.tx.Amount truly) implements Lie {}

    /** It says that a transaction spends what it doesn't. */
    record Inputs(Txid txid, String said, OutPoint truly) implements Lie {}

    /** It says that a transaction pays a fee that it doesn't. */
    record Fee(Txid txid, org.wonsi.core.tx.Amount said, org.wonsi.core.tx.Amount truly) implements Lie {}

    /** Its merkle branch doesn't lead to the header of the block it names. */
    record Proof(Txid txid, int height) implements Lie {}

    /** It says that a transaction is in a block that it doesn't show. */
    record NoBlock(Txid txid, int height) implements Lie {}

    /** It shows a transaction that spends the wallet's coin without the key's signature. */
    record NotSigned(Txid txid) implements Lie {}

    /** It took a payment and then doesn't show it. */
    record TookAndHides(Txid txid) implements Lie {}
}
