package org.wonsi.core.tx;

import org.wonsi.core.bytes.Hash256;

/**
 * The name of a transaction: the double SHA-256 of its bytes (without any witness).
 *
 * <p>It covers the signatures, too. They can be written in more than one way by those who hold the key, and
 * formerly by others, so the id of a payment isn't certain before a block has it. SegWit took signatures out of
 * what is hashed (BIP 141).
 */
public record Txid(Hash256 hash) implements Comparable<Txid> {
    /** Parses the 64 hex digits people use. */
    public static Txid ofDisplay(String hex) {
        return new Txid(Hash256.ofDisplay(hex));
    }

    /** The 64 hex digits people use. */
    public String toDisplay() {
        return hash.toDisplay();
    }

    @Override
    public int compareTo(Txid other) {
        return hash.compareTo(other.hash);
    }

    // Written out, here and in what else is looked up all the time: what Java makes for a record itself goes through
    // method handles, which take four times as long where the second compiler is kept for hashing (ADR 33).
    @Override
    public boolean equals(Object other) {
        return other instanceof Txid that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return hash.toDisplay();
    }
}
