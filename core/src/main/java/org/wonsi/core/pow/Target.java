package org.wonsi.core.pow;

import java.math.BigInteger;
import org.wonsi.core.bytes.Hash256;

/**
 * The number a block's hash must not exceed; 1 to 2^256-1, smaller is harder.
 *
 * <pre>
 *    target  00000000ffff0000...      hash  000000000019d668...      smaller: a block
 *                                     hash  00000001a4c20937...      larger: go on
 * </pre>
 *
 * <p>Each hash is as good as a random number of 256 bits, so the chance to meet the target is its share of all
 * numbers. Nothing else about a hash counts.
 *
 * <p>Source: paper, section 4 ("the hash begins with a number of zero bits", here with full precision).
 *
 * @param limit the largest hash that meets the target, in the order hashes compare
 */
public record Target(Hash256 limit) implements Comparable<Target> {
    private static final BigInteger TWO_TO_256 = BigInteger.ONE.shiftLeft(256);

    /**
     * A target of this number.
     *
     * @throws IllegalArgumentException if it is negative or needs more than 256 bits
     */
    public static Target of(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > 256) {
            throw new IllegalArgumentException("a target has at most 256 bits: " + number.toString(16));
        }
        byte[] big = number.toByteArray();
        byte[] internal = new byte[32];
        for (int i = 0; i < Math.min(32, big.length); i++) {
            internal[i] = big[big.length - 1 - i];
        }
        return new Target(Hash256.of(internal));
    }

    /** Parses 64 hex digits, most significant first. */
    public static Target ofDisplay(String hex) {
        return new Target(Hash256.ofDisplay(hex));
    }

    /** Whether a hash is proof of work for this target. */
    public boolean isMetBy(Hash256 hash) {
        return hash.compareTo(limit) <= 0;
    }

    /** The target as a number. */
    public BigInteger toNumber() {
        return limit.toNumber();
    }

    /**
     * The expected number of tries to meet this target: 2^256 / (target + 1), rounded down.
     *
     * <p>The sum of it over a chain is what decides between branches. It is the mean number of tries that such a
     * chain takes to make, whatever luck its miners had; a lucky hash doesn't count for more, or one stroke of luck
     * could undo many blocks.
     */
    public Work work() {
        return new Work(TWO_TO_256.divide(toNumber().add(BigInteger.ONE)));
    }

    /** 64 hex digits, most significant first. */
    public String toDisplay() {
        return limit.toDisplay();
    }

    @Override
    public int compareTo(Target other) {
        return limit.compareTo(other.limit);
    }

    @Override
    public String toString() {
        return toDisplay();
    }
}
