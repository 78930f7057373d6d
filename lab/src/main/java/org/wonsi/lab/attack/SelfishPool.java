package org.wonsi.lab.attack;

import java.util.random.RandomGenerator;

/**
 * A mining pool that goes by {@link SelfishStrategy}, against honest miners of whom a part builds on its side of a tie; block by block,
 * without bytes.
 */
public final class SelfishPool {
    private final double alpha;
    private final double gamma;
    private final RandomGenerator random;
    private long own;
    private long others;

    /** A pool with share {@code alpha} of the work; {@code gamma} of the honest miners build on its side of a tie. */
    public SelfishPool(double alpha, double gamma, RandomGenerator random) {
        if (!(alpha >= 0 && alpha < 0.5 && gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("alpha from 0 to below 0.5, gamma from 0 to 1: " + alpha + ", " + gamma);
        }
        this.alpha = alpha;
        this.gamma = gamma;
        this.random = random;
    }

    /** The pool's share of the blocks that stay, after so many were found. */
    public double revenue(int blocks) {
        own = 0;
        others = 0;
        SelfishStrategy strategy = new SelfishStrategy();
        for (int found = 0; found < blocks; found++) {
            boolean tie = strategy.isTie();
            if (random.nextDouble() < alpha) {
                strategy.foundOwn();
                own += tie ? 2 : 0;
            } else if (tie) {
                strategy.foundByOthers();
                boolean onOwn = random.nextDouble() < gamma;
                own += onOwn ? 1 : 0;
                others += onOwn ? 1 : 2;
            } else {
                others += strategy.isIdle() ? 1 : 0;
                int published = strategy.foundByOthers();
                own += strategy.isTie() ? 0 : published;
            }
        }
        return own + others == 0 ? 0 : (double) own / (own + others);
    }
}
