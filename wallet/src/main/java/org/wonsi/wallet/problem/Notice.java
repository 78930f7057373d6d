package org.wonsi.wallet.problem;

import org.wonsi.core.block.BlockHash;
import org.wonsi.core.tx.Txid;

/** A remark beside an answer. */
public sealed interface Notice extends UserMessage {
    @Override
    default String family() {
        return "notice";
    }

    /** A payment can't confirm any more: a block has another that spends the same coins. */
    record Conflict(String payment, Txid rival) implements Notice {}

    /** A payment was sent again, and a node refuses it. */
    record Refused(String payment, String node, Refusal refusal) implements Notice {}

    /** The nodes had lost a payment, and have it again. */
    record SentAgain(String payment) implements Notice {}

    /** No node has a payment; its coins are kept for it. */
    record Held(String payment) implements Notice {}

    /** A payment was given up, and a block has it all the same. */
    record AbandonedMined(String payment) implements Notice {}

    /** A reorganisation took a transaction out of its block, and no block has it now. */
    record Undone(Txid payment, BlockHash block) implements Notice {}

    /** A reorganisation moved a transaction into another block. */
    record Moved(Txid payment, BlockHash before, BlockHash now) implements Notice {}

    /** A transaction is in a block of a branch with less work. */
    record OtherBranch(Txid payment, int height, String node) implements Notice {}

    /** The history is shown from a height on only. */
    record Cut(int height, int most) implements Notice {}

    /** Only one account's coins were looked at for a payment. */
    record OtherAccounts(int account) implements Notice {}

    /** Another command of the wallet is saving. */
    record Waiting(String wallet, String process, String since) implements Notice {}

    /** A node said something that isn't so, and it wasn't believed. */
    record Lie(String node, org.wonsi.wallet.problem.Lie lie) implements Notice {}

    /** A node told several lies of one kind. */
    record Lies(String node, int number, org.wonsi.wallet.problem.Lie first) implements Notice {}

    /** A node leaves out transactions that are proven to be in its chain. */
    record Hides(String node, int number, Txid first) implements Notice {}

    /** A node couldn't be asked, or its chain isn't good. */
    record NodeLeftOut(String node, UserMessage reason) implements Notice {}

    /** A node follows a branch with less work. */
    record Disagrees(String node, int height, BlockHash newest, int best) implements Notice {}

    /** No node shows the newest block that the wallet knows. */
    record Behind(int height, BlockHash newest) implements Notice {}

    /** The network was begun again from its genesis block. */
    record NewChain(int before, int now) implements Notice {}
}
