package org.wonsi.wallet;

import java.util.List;
import org.wonsi.wallet.build.Recipient;

/**
 * A payment as its owner wants it, before coins are chosen.
 *
 * @param account number of the account that pays
 * @param recipients who gets how much
 * @param everything whether the one recipient gets all there is, less the fee
 * @param feeFromAmount whether the fee comes out of the first recipient's amount
 * @param coins coins ("txid:index") to spend, exactly these; empty to have them chosen
 * @param message public text in the payment, empty for none
 */
public record Payment(
        int account,
        List<Recipient> recipients,
        boolean everything,
        boolean feeFromAmount,
        List<String> coins,
        String message) {
    public Payment {
        recipients = List.copyOf(recipients);
        coins = List.copyOf(coins);
    }
}
