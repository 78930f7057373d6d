package org.wonsi.lab.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Numbers as text with so many decimals, the same wherever this runs: a browser's {@link String#format} knows no {@code %f}. */
public final class Decimals {
    private Decimals() {}

    /** The number that {@link Double#toString} prints, rounded half up: what {@code %.3f} gives for 3 decimals. NaN and infinities stay words. */
    public static String fixed(double number, int decimals) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return String.valueOf(number);
        }
        String text = BigDecimal.valueOf(number)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        return number < 0 && !text.startsWith("-") ? "-" + text : text;
    }

    /** A whole number with a comma after each three digits, as {@code %,d} gives it. */
    public static String grouped(BigInteger number) {
        StringBuilder text = new StringBuilder(number.toString());
        int first = number.signum() < 0 ? 1 : 0;
        for (int i = text.length() - 3; i > first; i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }
}
