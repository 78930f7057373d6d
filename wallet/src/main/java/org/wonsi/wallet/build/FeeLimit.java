package org.wonsi.wallet.build;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/** The fee past which a payment is refused unless it is asked for in so many words: a tenth of what is paid, or 0.1 coin. */
public final class FeeLimit {
    private static final Amount MOST = new Amount(10_000_000);
    private static final long MOST_PERCENT = 10;

    private FeeLimit() {}

    /**
     * Checks a fee.
     *
     * @param paid what recipients get
     * @throws WalletException high-fee
     */
    public static void check(Amount fee, Amount paid) {
        boolean largeShare = Math.multiplyExact(fee.satoshis(), 100 / MOST_PERCENT) > paid.satoshis();
        if (largeShare || fee.compareTo(MOST) > 0) {
            throw new WalletException(new Failure.HighFee(fee, percent(fee, paid), MOST_PERCENT, MOST));
        }
    }

    /** A fee's share of what is paid, with two places, as in "0.02". */
    public static String percent(Amount fee, Amount paid) {
        return paid.satoshis() == 0
                ? "100"
                : BigDecimal.valueOf(fee.satoshis())
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(paid.satoshis()), 2, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
