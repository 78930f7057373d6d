package org.wonsi.lab.paper;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.pow.DigestNonceSearch;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.pow.Target;

/**
 * The number of tries that several searches of the same difficulty took.
 *
 * <p>Each try succeeds with the chance p = 1 / 2^bits, whatever was tried before. So the tries are spread geometrically: the
 * mean is 2^bits, and the chance to need more than n is (1-p)^n. Source: paper, section 4, "the average work required is
 * exponential in the number of zero bits required".
 *
 * @param bits zero bits that a hash had to begin with, 1 to 63
 * @param tries of each search, at least 1
 */
public record WorkTrials(int bits, List<Long> tries) {
    /** Bins of the histogram to one expected number of tries. */
    public static final int BINS_PER_EXPECTED = 4;

    private static final int BINS = 16;
    private static final int HASH_BITS = 256;
    private static final int RANGE = 1 << 14;

    public WorkTrials {
        target(bits);
        tries = List.copyOf(tries);
        if (tries.isEmpty() || tries.stream().anyMatch(each -> each < 1)) {
            throw new IllegalArgumentException("at least one search, and each takes a try or more: " + tries);
        }
    }

    /**
     * The target that a hash meets if it begins with so many zero bits.
     *
     * @throws IllegalArgumentException if {@code bits} is not from 1 to 63
     */
    public static Target target(int bits) {
        if (bits < 1 || bits > 63) {
            throw new IllegalArgumentException("a search here is for 1 to 63 zero bits, not " + bits);
        }
        return Target.of(BigInteger.ONE.shiftLeft(HASH_BITS - bits).subtract(BigInteger.ONE));
    }

    /** Tries nonces from 0 on, one at a time, until a header's hash meets the target; how many that were, the last included. */
    public static long search(BlockHeader header, Target target) {
        NonceSearch search = new DigestNonceSearch();
        for (long first = 0; first < 1L << 32; first += RANGE) {
            NonceSearch.Result result = search.search(header, target.limit(), first, RANGE);
            if (result.solves(target.limit())) {
                return result.nonce() + 1;
            }
        }
        throw new IllegalArgumentException("none of the header's 2^32 nonces meets the target " + target);
    }

    /** The expected number of tries: 2^bits. */
    public long expected() {
        return 1L << bits;
    }

    /** The mean of those that were needed. */
    public double mean() {
        return tries.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    /** The share of searches, 0 to 1, that took at most so many times the expected number of tries. */
    public double shareWithin(double times) {
        return (double) tries.stream()
                        .filter(each -> each <= times * expected())
                        .count()
                / tries.size();
    }

    /** The expected value of that share, for any number of searches. */
    public double chanceWithin(double times) {
        return 1 - chanceBeyond(Math.floor(times * expected()));
    }

    private double chanceBeyond(double n) {
        return Math.exp(n * Math.log1p(-1.0 / expected()));
    }

    /**
     * The number of searches in each of 16 bins, each a quarter of the expected tries wide; the last bin collects all
     * longer searches.
     */
    public List<Integer> histogram() {
        int[] counts = new int[BINS];
        for (long each : tries) {
            long bin = (each - 1) / binWidth();
            counts[(int) Math.min(BINS - 1, bin)]++;
        }
        return java.util.Arrays.stream(counts).boxed().toList();
    }

    /** The number of searches that theory expects in each of these bins, for so many searches. */
    public List<Double> expectedHistogram() {
        List<Double> expected = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            double beyond = bin == BINS - 1 ? 0 : chanceBeyond((bin + 1.0) * binWidth());
            expected.add(tries.size() * (chanceBeyond((double) bin * binWidth()) - beyond));
        }
        return List.copyOf(expected);
    }

    private long binWidth() {
        return Math.max(1, expected() / BINS_PER_EXPECTED);
    }
}
