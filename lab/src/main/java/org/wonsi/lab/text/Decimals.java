package org.wonsi.lab.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as text with so many decimals, the same wherever this runs: a browser's {@link String#format} knows no {@code %f}. */
public final class Decimals {
    private Decimals() {}

    /** The number that {@link Double#toString} prints, rounded half up: what {@code %.3f} gives for 3 decimals. NaN and infinities stay words. */
    public static String fixed(double number, int decimals) {
        return Double.isNaN(number) || Double.isInfinite(number)
                ? String.valueOf(number)
                : BigDecimal.valueOf(number)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
