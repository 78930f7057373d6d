package org.wonsi.core.chain;

/**
 * The stage to which a block has been checked.
 *
 * <pre>
 *    HEADER -&gt; STORED -&gt; VALID             what is learned of a good block, step by step
 *       \        \         \
 *        +--------+---------+-&gt; INVALID, and INVALID_ANCESTOR for all that build on it
 * </pre>
 *
 * <p>It is kept on disk. A node that forgot it at each start would have to check side branches again, or could be
 * shown the same bad block for ever.
 */
public enum BlockStatus {
    /** Its header is valid; the block itself isn't here. */
    HEADER,
    /**
     * The block is here and valid as far as can be told without the coins.
     *
     * <p>Most blocks of stale branches stay so for good: their coins are never looked at.
     */
    STORED,
    /** The block was connected once: all rules hold. */
    VALID,
    /** It breaks a rule, or was declared invalid by hand. */
    INVALID,
    /**
     * A block before it is invalid.
     *
     * <p>A word of its own, because if the block before is declared valid again by hand, this one never was at
     * fault.
     */
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
