package org.wonsi.wallet.problem;

import org.wonsi.core.bytes.Sentence;

/** A fault in a key file. */
public sealed interface KeyFileFault extends UserMessage {
    @Override
    default String family() {
        return "damage";
    }

    /** It isn't a key file of this wallet. */
    record OtherFormat() implements KeyFileFault {}

    /** Its checksum doesn't match. */
    record Checksum() implements KeyFileFault {}

    /** It holds more accounts than a wallet can have. */
    record AccountsLimit(int count, int limit) implements KeyFileFault {}

    /** An account in it has a name that none can have. */
    record AccountName(String name) implements KeyFileFault {}

    /** The cost of its password's key is outside the limits, in memory or in time. */
    record ScryptCost(int n, int r, int p) implements KeyFileFault {}

    /** The salt of its password's key has too few or too many bytes. */
    record SaltSize(int bytes) implements KeyFileFault {}

    /** What is encrypted can't be: the nonce or the ciphertext has another length than AES-256-GCM gives. */
    record SealedSize(int nonce, int ciphertext) implements KeyFileFault {}

    /** It belongs to another network. */
    record OtherNetwork(String network) implements KeyFileFault {}

    /** It has more bytes than a key file can have. */
    record TooLarge() implements KeyFileFault {}

    /** A text in it isn't as it should be. */
    record Unreadable(Sentence why) implements KeyFileFault {}
}
