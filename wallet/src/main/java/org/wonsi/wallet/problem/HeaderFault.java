package org.wonsi.wallet.problem;

import org.wonsi.core.block.BlockHash;

/** A fault in the headers that a node shows, or the reason why it shows none. */
public sealed interface HeaderFault extends UserMessage {
    @Override
    default String family() {
        return "header";
    }

    /** A header breaks a rule. */
    record Violation(BlockHash header, org.wonsi.core.consensus.Violation violation) implements HeaderFault {}

    /** A header doesn't lead to our genesis block. */
    record Foreign(BlockHash header) implements HeaderFault {}

    /** The node doesn't answer. */
    record NoNode() implements HeaderFault {}

    /** The node's answer can't be understood. */
    record NoAnswer() implements HeaderFault {}

    /** The node says a height that no chain has. */
    record NoHeight(int said) implements HeaderFault {}

    /** The node shows no headers at its own height. */
    record NoHeaders(int height) implements HeaderFault {}

    /** The node shows fewer headers than it says it has. */
    record TooShort(int said, int shown) implements HeaderFault {}

    /** The node couldn't be asked. */
    record Failed(Failure why) implements HeaderFault {}
}
