package org.wonsi.lab.attack;

import java.util.random.RandomGenerator;

/**
 * A simulation of an attacker's race against the honest miners, block by block: a random draw decides who finds the next one.
 *
 * <p>The merchant waits until {@code z} blocks are on the payment; the attacker has been mining a branch without it since
 * the start. Then the branches race on until the attacker is ahead, or so far behind that it gives up. Source: paper,
 * section 11.
 */
public final class DoubleSpendRace {
    /** Behind by this many blocks nobody with less than half of the work comes back, to about nine decimals at q = 0.4. */
    private static final int GIVE_UP_DEFICIT = 60;

    private final double q;
    private final RandomGenerator random;

    /** A race in which the attacker finds each next block with probability {@code q}. */
    public DoubleSpendRace(double q, RandomGenerator random) {
        if (!(q >= 0 && q < 0.5)) {
            throw new IllegalArgumentException("an attacker with half of the work always wins; give less than " + q);
        }
        this.q = q;
        this.random = random;
    }

    /**
     * Runs once.
     *
     * @param z confirmations the merchant waits for
     * @param lead how far ahead the attacker has to get: 0 to draw level, 1 to be adopted
     */
    public boolean attackerWins(int z, int lead) {
        int honest = 0;
        int attacker = 0;
        while (honest < z) {
            if (random.nextDouble() < q) {
                attacker++;
            } else {
                honest++;
            }
        }
        while (attacker - honest < lead) {
            if (honest - attacker > GIVE_UP_DEFICIT) {
                return false;
            }
            if (random.nextDouble() < q) {
                attacker++;
            } else {
                honest++;
            }
        }
        return true;
    }

    /** The share of races won. */
    public double share(int z, int lead, int races) {
        int won = 0;
        for (int i = 0; i < races; i++) {
            won += attackerWins(z, lead) ? 1 : 0;
        }
        return (double) won / races;
    }
}
