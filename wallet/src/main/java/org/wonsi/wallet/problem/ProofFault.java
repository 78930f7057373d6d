package org.wonsi.wallet.problem;

import org.wonsi.core.bytes.Sentence;

/** Why a merkle branch proves nothing. */
public sealed interface ProofFault extends UserMessage {
    @Override
    default String family() {
        return "proof";
    }

    /** It names a block that isn't in the best chain. */
    record NoBlock(int height) implements ProofFault {}

    /** It can't be read. */
    record Malformed(Sentence why) implements ProofFault {}

    /** No block has such a place, or so long a branch. */
    record Impossible(int place, int hashes) implements ProofFault {}

    /** It doesn't lead to the merkle root of the block it names. */
    record Branch(int height) implements ProofFault {}
}
