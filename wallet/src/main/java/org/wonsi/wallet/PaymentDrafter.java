package org.wonsi.wallet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.PaymentBuilder;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.Notice;
import org.wonsi.wallet.problem.WalletException;

/**
 * A maker of drafts: it puts payments together from the coins of the books.
 *
 * <p>A draft lacks nothing but its signatures, so it can be shown to its owner, refused for its fee, or carried to
 * where the keys are.
 */
final class PaymentDrafter {
    private final Wallet wallet;
    private final Ledger ledger;
    private final FeeRate rate;

    PaymentDrafter(Wallet wallet, Ledger ledger, FeeRate rate) {
        this.wallet = wallet;
        this.ledger = ledger;
        this.rate = rate;
    }

    /** The draft; if only what can't be spent yet is missing, that is said. */
    Draft draft(Payment payment) {
        try {
            return build(payment);
        } catch (WalletException e) {
            if (e.failure() instanceof Failure.NotEnough lack && payment.coins().isEmpty()) {
                if (wallet.accounts().size() > 1) {
                    wallet.notice(new Notice.OtherAccounts(payment.account()));
                }
                Amount waiting = wallet.waiting(ledger.of(payment.account()));
                if (waiting.compareTo(lack.missing()) >= 0) {
                    throw new WalletException(
                            new Failure.NotEnoughYet(lack.have(), lack.wanted(), lack.fee(), waiting));
                }
            }
            throw e;
        }
    }

    private Draft build(Payment payment) {
        List<OwnCoin> coins = coins(payment);
        if (payment.everything()) {
            return PaymentBuilder.everything(coins, payment.recipients().get(0), rate);
        }
        PaymentBuilder builder = new PaymentBuilder(
                rate, wallet.changeAddress(payment.account()), wallet.setting().random());
        payment.recipients().forEach(builder::pay);
        if (!payment.message().isEmpty()) {
            builder.message(ByteString.copyOf(payment.message().getBytes(StandardCharsets.UTF_8)));
        }
        if (payment.feeFromAmount()) {
            return builder.feeFromFirst(coins, !payment.coins().isEmpty());
        }
        return payment.coins().isEmpty() ? builder.from(coins) : builder.spending(coins);
    }

    /** The coins named, else all of the account that may be spent. */
    private List<OwnCoin> coins(Payment payment) {
        List<String> chosen = payment.coins();
        List<OwnCoin> spendable = wallet.spendable(ledger.of(payment.account()));
        if (chosen.isEmpty()) {
            return spendable;
        }
        return chosen.stream()
                .distinct()
                .map(name -> spendable.stream()
                        .filter(coin -> coin.outPoint().toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new WalletException(new Failure.NoCoin(name))))
                .toList();
    }
}
