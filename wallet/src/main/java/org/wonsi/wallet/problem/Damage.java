package org.wonsi.wallet.problem;

import org.wonsi.core.bytes.Sentence;

/** What is wrong with a key file. */
public sealed interface Damage extends Statement {
    @Override
    default String family() {
        return "damage";
    }

    /** It isn't a key file of this wallet. */
    record OtherFormat() implements Damage {}

    /** Its checksum doesn't match. */
    record Checksum() implements Damage {}

    /** A value in it is out of range. */
    record Values(String what) implements Damage {}

    /** It belongs to another network. */
    record OtherNetwork(String network) implements Damage {}

    /** It has more bytes than a key file can have. */
    record TooLarge() implements Damage {}

    /** A text in it isn't as it should be. */
    record Unreadable(Sentence why) implements Damage {}
}
