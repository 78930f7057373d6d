package org.wonsi.core.block;

import org.wonsi.core.bytes.Hash256;

/** The name of a block: the double SHA-256 of its 80-byte header. */
public record BlockHash(Hash256 hash) implements Comparable<BlockHash> {
    /** What a genesis block names as its previous block. */
    public static final BlockHash ZERO = new BlockHash(Hash256.ZERO);

    /** Parses the 64 hex digits people use. */
    public static BlockHash ofDisplay(String hex) {
        return new BlockHash(Hash256.ofDisplay(hex));
    }

    /** The 64 hex digits people use, in which work shows as leading zeros. */
    public String toDisplay() {
        return hash.toDisplay();
    }

    @Override
    public int compareTo(BlockHash other) {
        return hash.compareTo(other.hash);
    }

    // Written out as in Txid, for the same reason.
    @Override
    public boolean equals(Object other) {
        return other instanceof BlockHash that && hash.equals(that.hash);
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
