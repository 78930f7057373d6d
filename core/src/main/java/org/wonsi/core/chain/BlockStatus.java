package org.wonsi.core.chain;

/** How far a block has been checked. */
public enum BlockStatus {
    /** Its header is valid; the block itself isn't here. */
    HEADER,
    /** The block is here and valid as far as can be told without the coins. */
    STORED,
    /** The block was connected once: all rules hold. */
    VALID,
    /** It breaks a rule, or was declared invalid by hand. */
    INVALID,
    /** A block before it is invalid. */
    INVALID_ANCESTOR;

    /** Whether the block may be part of a chain, as far as known. */
    public boolean isAcceptable() {
        return this != INVALID && this != INVALID_ANCESTOR;
    }

    /** Whether the block itself, not only its header, is stored and acceptable. */
    public boolean hasBlock() {
        return this == STORED || this == VALID;
    }
}
