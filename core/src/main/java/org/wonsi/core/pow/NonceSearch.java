package org.wonsi.core.pow;

import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;

/**
 * A search for a nonce with which a header's hash is small enough: the work of proof-of-work.
 *
 * <p>One call tries a range and returns, so that whoever calls it decides about threads, pace and giving up; a few
 * thousand nonces a call cost a millisecond. Not safe for use by two threads at once: each has its own. Source: paper,
 * section 4, "incrementing a nonce in the block until a value is found that gives the block's hash the required zero
 * bits".
 *
 * <p>No try helps the next one. A miner who has searched for an hour without success is no closer than one who
 * begins now, and so blocks come at random times, around their mean. That is also why many small miners have the
 * same chance together as one large one.
 */
public interface NonceSearch {
    /** How this one computes, for people: "MessageDigest" or "Vector API, 16 lanes". */
    String name();

    /**
     * Tries nonces upwards and stops at the first whose hash is at most the target.
     *
     * <p>The four billion nonces of one header are soon used up. Then the coinbase is changed, or the time, and the
     * search begins anew.
     *
     * @param header its own nonce plays no part
     * @param target as a 256-bit number, in the type of the hashes it bounds
     * @param firstNonce 0 to 2^32-1
     * @param count at least 1; {@code firstNonce + count} is at most 2^32
     */
    Result search(BlockHeader header, Hash256 target, long firstNonce, int count);

    /**
     * What a range of nonces gave: the least of the hashes tried, which solves the block if it is at most the target.
     *
     * @param tries how many hashes were computed, the last included; a kernel that tries several at once may count a few
     *     beyond the solution
     * @param nonce the one with the least hash
     * @param hash that least hash
     */
    record Result(long tries, long nonce, Hash256 hash) {
        /** Whether the hash is at most the target. */
        public boolean solves(Hash256 target) {
            return hash.compareTo(target) <= 0;
        }
    }

    /** Checks the arguments of {@link #search}. */
    static void checkRange(long firstNonce, int count) {
        if (firstNonce < 0 || count < 1 || firstNonce + count > 1L << 32) {
            throw new IllegalArgumentException("no range of nonces: " + count + " from " + firstNonce);
        }
    }
}
