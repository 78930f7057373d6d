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

    /** A value in it is out of range. */
    record Values(String what) implements KeyFileFault {}

    /** It belongs to another network. */
    record OtherNetwork(String network) implements KeyFileFault {}

    /** It has more bytes than a key file can have. */
    record TooLarge() implements KeyFileFault {}

    /** A text in it isn't as it should be. */
    record Unreadable(Sentence why) implements KeyFileFault {}
}
