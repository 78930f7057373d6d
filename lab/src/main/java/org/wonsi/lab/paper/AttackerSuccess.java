package org.wonsi.lab.paper;

/**
 * The probability that an attacker with a share {@code q} of the work replaces a payment that has {@code z} blocks on it.
 *
 * <p>Three answers to nearly one question. The paper estimates the attacker's progress while the {@code z} blocks were
 * found by a Poisson distribution, and counts a tie as success. The number of blocks an attacker finds until the honest
 * miners have found {@code z} is exactly a negative binomial, which gives somewhat more; and since nodes keep the branch
 * they saw first, an attacker in truth has to be ahead by one, which gives less. Source: paper, section 11; Grunspan and
 * Pérez-Marco, "Double spend races" (2018).
 */
public final class AttackerSuccess {
    private static final double NEGLIGIBLE = 1e-18;

    private AttackerSuccess() {}

    /** The paper's own number, as its program computes it. */
    public static double paper(double q, int z) {
        check(q, z);
        if (q >= 0.5) {
            return 1;
        }
        double p = 1 - q;
        double lambda = z * (q / p);
        double sum = 0;
        // In logarithms, since e^-lambda is zero in a double from lambda = 745 on; and what is summed are probabilities
        // of
        // success, not 1 minus those of failure, so that small answers keep their digits.
        double log = -lambda;
        for (int k = 0; ; k++) {
            double term = Math.exp(log);
            log += Math.log(lambda) - Math.log(k + 1);
            sum += term * (k >= z ? 1 : Math.pow(q / p, z - k));
            if (k >= z && k > lambda && term < NEGLIGIBLE) {
                return Math.min(1, sum);
            }
        }
    }

    /** The exact probability to draw level, however long it takes. */
    public static double tie(double q, int z) {
        return exact(q, z, 0);
    }

    /** The exact probability to get ahead by one block, which is what makes nodes change branches. */
    public static double overtake(double q, int z) {
        return exact(q, z, 1);
    }

    private static double exact(double q, int z, int lead) {
        check(q, z);
        if (q >= 0.5) {
            return 1;
        }
        double p = 1 - q;
        double success = 0;
        double counted = 0;
        // The probability that the attacker finds k blocks until the others have found z, from k = 0 up.
        double log = z * Math.log(p);
        for (int k = 0; k < z + lead; k++) {
            double term = Math.exp(log);
            log += Math.log(q) + Math.log(z + k) - Math.log(k + 1);
            counted += term;
            success += term * Math.pow(q / p, z + lead - k);
        }
        return Math.min(1, success + Math.max(0, 1 - counted));
    }

    /** The fewest confirmations after which the paper's number is below a limit, as in its last table. */
    public static int confirmationsFor(double q, double limit) {
        if (q >= 0.5) {
            throw new IllegalArgumentException("an attacker with half of the work succeeds whatever one waits: " + q);
        }
        int z = 0;
        while (paper(q, z) >= limit) {
            z++;
        }
        return z;
    }

    private static void check(double q, int z) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a share of the work lies between 0 and 1, not " + q);
        }
        if (z < 0 || z > 10_000) {
            throw new IllegalArgumentException("confirmations from 0 to 10,000, not " + z);
        }
    }
}
