package org.wonsi.wallet.problem;

/** A reason why a merkle branch proves nothing. */
public sealed interface ProofFault extends UserMessage {
    @Override
    default String family() {
        return "proof";
    }

    /** It names a block that isn't in the best chain. */
    record NoBlock(int height) implements ProofFault {}

    /** It can't be read. */
    record Malformed(String why) implements ProofFault {}

    /** It doesn't lead to the merkle root of the block it names. */
    record Branch(int height) implements ProofFault {}
}
