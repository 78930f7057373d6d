package org.wonsi.cluster.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** An axis: from which number to which it goes, where on the page a number is, and which numbers it names. */
final class Scale {
    private static final int TICKS = 6;
    private static final double MOST_DECADES = 9;

    private final double from;
    private final double to;
    private final boolean logarithmic;
    private final double start;
    private final double end;

    private Scale(double from, double to, boolean logarithmic, double start, double end) {
        this.from = from;
        this.to = to;
        this.logarithmic = logarithmic;
        this.start = start;
        this.end = end;
    }

    /** One with even steps, wide enough for both numbers, and from 0 if the smaller isn't below and not far above it. */
    static Scale linear(double least, double most, double start, double end) {
        double low = least > 0 && least < most / 2 ? 0 : least;
        double high = most > low ? most : low + 1;
        double step = step(low, high);
        return new Scale(Math.floor(low / step) * step, Math.ceil(high / step - 1e-9) * step, false, start, end);
    }

    /** One with powers of ten; at most nine of them, the largest. */
    static Scale logarithmic(double least, double most, double start, double end) {
        double high = Math.ceil(Math.log10(most) - 1e-9);
        double low = Math.max(high - MOST_DECADES, Math.floor(Math.log10(least) + 1e-9));
        return new Scale(Math.min(low, high - 1), high, true, start, end);
    }

    private static double step(double low, double high) {
        double rough = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double times = rough / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    /** Where a number is on the page. */
    double at(double number) {
        double value = logarithmic ? Math.log10(number) : number;
        return start + (end - start) * (value - from) / (to - from);
    }

    /** Whether a number is within the axis. */
    boolean holds(double number) {
        return logarithmic
                ? number > 0 && Math.log10(number) >= from - 1e-9
                : number >= from - 1e-9 * (to - from) && number <= to + 1e-9 * (to - from);
    }

    /** The numbers that are named. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        double step = logarithmic ? 1 : step(from, to);
        int count = (int) Math.round((to - from) / step);
        for (int i = 0; i <= count; i++) {
            double value = from + i * step;
            ticks.add(logarithmic ? Math.pow(10, value) : value);
        }
        return ticks;
    }

    /** A number as an axis names it: 0.25, 1000, 1e-7. */
    static String name(double number) {
        double size = Math.abs(number);
        if (size < 1e-12) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(6)).stripTrailingZeros();
        return size >= 1e-4 && size < 1e7 ? rounded.toPlainString() : rounded.unscaledValue() + "e" + -rounded.scale();
    }
}
