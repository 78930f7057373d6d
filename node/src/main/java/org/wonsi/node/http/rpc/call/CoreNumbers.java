package org.wonsi.node.http.rpc.call;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** A writer of floating-point numbers as Bitcoin Core's UniValue does: 16 significant digits, {@code %.16g} in C. */
public final class CoreNumbers extends JsonGeneratorDelegate {
    private static final int DIGITS = 16;

    CoreNumbers(JsonGenerator target) {
        super(target, false);
    }

    @Override
    public void writeNumber(double value) throws IOException {
        delegate.writeNumber(format(value));
    }

    /** {@code 12}, {@code 0.003333333333333334}, {@code 4.656542373906925e-10}. */
    public static String format(double value) {
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() == 0 || (exponent >= -4 && exponent < DIGITS)) {
            return rounded.toPlainString();
        }
        return rounded.movePointLeft(exponent).toPlainString() + "e" + (exponent < 0 ? "-" : "+")
                + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
    }
}
