package org.wonsi.core.pow;

import java.math.BigInteger;

/**
 * An amount of proof of work: how many hashes it takes on average; what chains are compared by.
 *
 * <p>The paper says "longest chain"; counted in blocks, a chain of many easy blocks would win over a harder one. Source:
 * paper, section 5, and Bitcoin Core, {@code GetBlockProof}.
 *
 * <p>Chains are compared by it, and not by their length: after difficulty has risen a short chain may have cost
 * more than a long one. Without that an attacker could mine a long chain at the easiest difficulty, from the start,
 * and replace everybody's.
 *
 * @param hashes 0 or more, below 2^256
 */
public record Work(BigInteger hashes) implements Comparable<Work> {
    /** None. */
    public static final Work ZERO = new Work(BigInteger.ZERO);

    public Work {
        if (hashes.signum() < 0 || hashes.bitLength() > 256) {
            throw new IllegalArgumentException("work out of range: " + hashes);
        }
    }

    /** The sum. */
    public Work plus(Work other) {
        return new Work(hashes.add(other.hashes));
    }

    /** The difference; the other may not be more. */
    public Work minus(Work other) {
        return new Work(hashes.subtract(other.hashes));
    }

    /** 64 hex digits, most significant first, as Bitcoin Core prints {@code chainwork}. */
    public String toDisplay() {
        String hex = hashes.toString(16);
        return "0".repeat(64 - hex.length()) + hex;
    }

    @Override
    public int compareTo(Work other) {
        return hashes.compareTo(other.hashes);
    }

    @Override
    public String toString() {
        return toDisplay();
    }
}
