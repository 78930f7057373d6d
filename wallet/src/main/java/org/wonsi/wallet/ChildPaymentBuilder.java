package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.FeeLimit;
import org.wonsi.wallet.build.PaymentBuilder;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.coins.WalletTx;
import org.wonsi.wallet.coins.WalletTx.Standing;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/**
 * A maker of child payments: each spends the change of a waiting payment to an address of one's own with a fee for
 * both: a miner who wants the child's fee has to take its parent first (child pays for parent).
 *
 * <p>The parent must be the wallet's own payment. A child would be the wallet's own too, and so count as waiting: what a node
 * only claims would have become money in the total, and further payments could build on a parent that may never have been.
 */
final class ChildPaymentBuilder {
    private final Wallet wallet;
    private final Ledger ledger;
    private final FeeRate rate;

    ChildPaymentBuilder(Wallet wallet, Ledger ledger, FeeRate rate) {
        this.wallet = wallet;
        this.ledger = ledger;
        this.rate = rate;
    }

    /**
     * The child of a payment.
     *
     * @throws WalletException no-own-payment, confirmed-already; claimed-parent if somebody else made it; no-change if nothing of it comes back that could be spent;
     *     paid-enough if its rate is as high already; dust if the change is too little for the fee
     */
    Draft of(Txid txid) {
        Map<Txid, Transaction> waiting = new LinkedHashMap<>();
        WalletTx parent =
                ledger.transaction(txid).orElseThrow(() -> new WalletException(new Failure.NoOwnPayment(txid)));
        if (parent.isProven()) {
            throw new WalletException(new Failure.ConfirmedAlready(txid));
        }
        if (parent.standing() == Standing.CLAIMED) {
            throw new WalletException(new Failure.ClaimedParent(txid));
        }
        collect(parent, waiting);
        OwnCoin change = wallet.spendable(ledger).stream()
                .filter(coin -> coin.outPoint().txid().equals(txid))
                .max((a, b) -> a.value().compareTo(b.value()))
                .orElseThrow(() -> new WalletException(new Failure.NoChange(txid)));
        Recipient self =
                new Recipient(wallet.changeAddress(change.owner().account()).address(), Amount.ZERO);
        // First at the rate for itself, then at the one at which its fee is enough for all.
        Draft alone = PaymentBuilder.everything(List.of(change), self, rate);
        int size = alone.selection().size();
        long paid = 0;
        int bytes = size;
        for (Transaction tx : waiting.values()) {
            paid += ledger.fee(tx).orElseThrow(() -> new WalletException(new Failure.NoOwnPayment(tx.txid())));
            bytes += tx.size();
        }
        Amount fee = new Amount(rate.fee(bytes).satoshis() - paid);
        if (fee.compareTo(alone.selection().fee()) <= 0) {
            throw new WalletException(new Failure.PaidEnough(txid, rate));
        }
        if (fee.satoshis() > 100_000L * size) {
            // Past any fee rate that can be written.
            FeeLimit.check(fee, Amount.ZERO);
        }
        return PaymentBuilder.everything(List.of(change), self, FeeRate.atLeast(fee, size));
    }

    /** A payment and those of the wallet it builds on, as far as no block has them. */
    private void collect(WalletTx tx, Map<Txid, Transaction> waiting) {
        List<WalletTx> todo = new ArrayList<>(List.of(tx));
        while (!todo.isEmpty()) {
            WalletTx next = todo.remove(0);
            if (!next.isProven() && waiting.put(next.txid(), next.tx()) == null) {
                for (TxIn input : next.tx().inputs()) {
                    Optional<WalletTx> made = ledger.transaction(input.prevout().txid());
                    made.ifPresent(todo::add);
                }
            }
        }
    }
}
