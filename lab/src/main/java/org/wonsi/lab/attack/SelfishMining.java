package org.wonsi.lab.attack;

/**
 * The expected income of miners who keep their blocks to themselves for a while (selfish mining), as formulas.
 *
 * <p>The paper assumes (section 6) that playing by the rules pays more. Eyal and Sirer ("Majority is not enough", 2013)
 * showed that it isn't so for a share above a third, and less if a part {@code gamma} of the honest miners builds on the
 * withheld block when it is published against one of their own.
 */
public final class SelfishMining {
    private SelfishMining() {}

    /** The share of blocks on the final chain that go to a selfish pool with share {@code alpha} of the work. */
    public static double revenue(double alpha, double gamma) {
        if (!(alpha >= 0 && alpha < 0.5 && gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("alpha from 0 to below 0.5, gamma from 0 to 1: " + alpha + ", " + gamma);
        }
        double a = alpha;
        double above = a * (1 - a) * (1 - a) * (4 * a + gamma * (1 - 2 * a)) - a * a * a;
        double below = 1 - a * (1 + (2 - a) * a);
        return above / below;
    }

    /** The share from which withholding pays. */
    public static double threshold(double gamma) {
        return (1 - gamma) / (3 - 2 * gamma);
    }
}
