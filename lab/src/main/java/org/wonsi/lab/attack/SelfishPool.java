package org.wonsi.lab.attack;

import java.util.random.RandomGenerator;

/**
 * A mining pool that keeps its blocks to itself and publishes them when that makes others' work void.
 *
 * <pre>
 *   lead 0   mine; a block found is withheld                       lead 1
 *   lead 1   others find one: publish at once, both branches race  tie
 *   lead 2   others find one: publish both, theirs is stale        lead 0
 *   more     others find one: publish one
 * </pre>
 *
 * <p>Source: Eyal and Sirer, "Majority is not enough: Bitcoin mining is vulnerable" (2013), algorithm 1.
 */
public final class SelfishPool {
    private final double alpha;
    private final double gamma;
    private final RandomGenerator random;
    private long own;
    private long others;

    /** A pool with share {@code alpha} of the work; {@code gamma} of the honest miners build on its side of a tie. */
    public SelfishPool(double alpha, double gamma, RandomGenerator random) {
        this.alpha = alpha;
        this.gamma = gamma;
        this.random = random;
    }

    /** The pool's share of the blocks that stay, after so many were found. */
    public double revenue(int blocks) {
        own = 0;
        others = 0;
        int lead = 0;
        for (int found = 0; found < blocks; found++) {
            boolean mine = random.nextDouble() < alpha;
            if (mine) {
                lead++;
            } else if (lead == 0) {
                others++;
            } else if (lead == 1) {
                lead = 0;
                tie();
                found++;
            } else if (lead == 2) {
                own += 2;
                lead = 0;
            } else {
                own++;
                lead--;
            }
        }
        return (double) own / (own + others);
    }

    /** One block each; the next one decides, and is itself kept. */
    private void tie() {
        if (random.nextDouble() < alpha) {
            own += 2;
        } else if (random.nextDouble() < gamma) {
            own++;
            others++;
        } else {
            others += 2;
        }
    }
}
