package org.wonsi.node.bench;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** A printer of measurements in columns. */
public final class BenchReport {
    private static final int LABEL_WIDTH = 44;

    private final PrintWriter out;
    private boolean failed;

    public BenchReport(PrintWriter out) {
        this.out = out;
    }

    void note(String text) {
        out.println("  " + text);
        out.flush();
    }

    /** Says that what was measured isn't as it must be; the command then ends with 1. */
    void fail(String why) {
        failed = true;
        note("failed: " + why);
    }

    /** Whether a measurement failed. */
    public boolean hasFailed() {
        return failed;
    }

    /** A number with its unit: thousands are grouped, small numbers get two places. */
    void line(String label, double value, String unit) {
        String number =
                value >= 100 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2f", value);
        out.printf("  %-" + LABEL_WIDTH + "s %14s %s%n", label, number, unit);
        out.flush();
    }

    /** The middle of several measurements. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
