package org.wonsi.lab.paper;

/**
 * A number from a simulation next to the one theory gives.
 *
 * @param point what was simulated, in words
 * @param theory the exact value
 * @param value what came out
 * @param deviation one standard deviation of {@code value}
 */
public record MeasuredValue(String point, double theory, double value, double deviation) {
    /** Two-sided: 95 of 100 measurements lie within. */
    private static final double NINETY_FIVE = 1.96;

    /** Half the width of the 95 % confidence interval. */
    public double confidence() {
        return NINETY_FIVE * deviation;
    }

    /** The difference of measurement and theory, in standard deviations. */
    public double distance() {
        return Math.abs(value - theory) / deviation;
    }

    /** A share of so many independent trials. */
    static MeasuredValue share(String point, double theory, double value, int trials) {
        return new MeasuredValue(point, theory, value, Math.sqrt(theory * (1 - theory) / trials));
    }

    /** The mean of independent batches; their scatter says how sure it is. */
    static MeasuredValue ofBatches(String point, double theory, double[] batches) {
        double mean = 0;
        for (double batch : batches) {
            mean += batch / batches.length;
        }
        double squares = 0;
        for (double batch : batches) {
            squares += (batch - mean) * (batch - mean);
        }
        return new MeasuredValue(point, theory, mean, Math.sqrt(squares / (batches.length - 1) / batches.length));
    }
}
