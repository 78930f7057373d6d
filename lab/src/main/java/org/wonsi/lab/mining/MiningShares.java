package org.wonsi.lab.mining;

import java.util.random.RandomGenerator;

/**
 * The share of the blocks that each node finds.
 *
 * <p>Either all the same, or in falling parts: the first has the largest share, and each of the others the same fraction
 * of what the one before it has, which is about how the pools of the real network lie.
 */
public final class MiningShares {
    private static final int HALVINGS = 60;

    private final double[] shares;

    private MiningShares(double[] shares) {
        this.shares = shares;
    }

    /** Shares of so many miners; {@code largest} 0 for equal ones, else from 1/miners to below 1. */
    public static MiningShares of(int miners, double largest) {
        double ratio = largest == 0 ? 1 : ratio(miners, largest);
        double[] shares = new double[miners];
        double sum = 0;
        double part = 1;
        for (int i = 0; i < miners; i++) {
            shares[i] = part;
            sum += part;
            part *= ratio;
        }
        for (int i = 0; i < miners; i++) {
            shares[i] /= sum;
        }
        return new MiningShares(shares);
    }

    /** The ratio r with 1 / (1 + r + r^2 + ...) = largest, found by halving: the sum rises with r. */
    private static double ratio(int miners, double largest) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (int k = miners; k > 0; k--) {
                sum = 1 + middle * sum;
            }
            if (1 / sum > largest) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The share of a miner, by its number. */
    public double of(int miner) {
        return shares[miner];
    }

    /** Draws who finds the next block. */
    public int draw(RandomGenerator random) {
        double left = random.nextDouble();
        for (int i = 0; i < shares.length - 1; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }
}
