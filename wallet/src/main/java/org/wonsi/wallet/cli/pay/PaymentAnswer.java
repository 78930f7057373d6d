package org.wonsi.wallet.cli.pay;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.Ledger;

/**
 * The answer of a command that pays: what was, or would be, paid; amounts in satoshis.
 *
 * @param sent false in a dry run
 * @param hex the transaction; without signatures in a dry run
 * @param previous in a dry run the transactions whose outputs it spends, in hex, so that a machine without network can sign
 * @param nodes URLs of those that took it
 */
record PaymentAnswer(
        String wallet,
        boolean sent,
        String txid,
        List<PaidOutput> recipients,
        long fee,
        long change,
        @Nullable String changeAddress,
        List<String> coins,
        int size,
        String hex,
        List<String> previous,
        List<String> nodes,
        List<String> notices) {

    /** The payment as it would be. */
    static PaymentAnswer drafted(Draft draft, Wallet wallet, Ledger ledger, List<String> notices) {
        List<String> previous = draft.selection().coins().stream()
                .map(coin -> coin.outPoint().txid())
                .distinct()
                .flatMap(txid -> ledger.made(txid).stream())
                .map(tx -> tx.encode().toHex())
                .toList();
        return of(draft, draft.tx(), wallet, previous, List.of(), notices);
    }

    /** The payment as it was sent. */
    static PaymentAnswer sent(
            Draft draft, Transaction signed, Wallet wallet, List<String> nodes, List<String> notices) {
        return of(draft, signed, wallet, List.of(), nodes, notices);
    }

    private static PaymentAnswer of(
            Draft draft,
            Transaction tx,
            Wallet wallet,
            List<String> previous,
            List<String> nodes,
            List<String> notices) {
        return new PaymentAnswer(
                wallet.name(),
                !nodes.isEmpty(),
                tx.txid().toDisplay(),
                PaidOutput.of(draft.recipients()),
                draft.selection().fee().satoshis(),
                draft.selection().change().satoshis(),
                draft.change().map(own -> own.address().toString()).orElse(null),
                draft.selection().coins().stream()
                        .map(coin -> coin.outPoint().toString())
                        .toList(),
                tx.size(),
                tx.encode().toHex(),
                previous,
                nodes,
                notices);
    }

    /** Signs a payment with the password, sends it, and prints the answer. */
    static void pay(
            CommandContext context, Wallet open, Ledger ledger, Draft draft, List<String> replaced, String memo) {
        char[] password = context.passwords().existing(open.name());
        Transaction signed;
        try {
            signed = open.sender().sign(draft, ledger, password);
        } finally {
            Arrays.fill(password, '\0');
        }
        List<String> took = open.sender().send(draft, signed, replaced, memo);
        sent(draft, signed, open, took, context.notices(open)).print(context);
    }

    /** Prints it. */
    void print(CommandContext context) {
        StringBuilder text = new StringBuilder();
        for (PaidOutput paid : recipients) {
            text.append(context.text("send.pay", new Amount(paid.amount()), paid.address()))
                    .append(System.lineSeparator());
        }
        text.append(context.text(
                sent ? "send.done" : "send.dry-run",
                new Amount(fee),
                new Amount(change),
                txid,
                String.join(", ", nodes)));
        context.output().answer(this, text.toString());
    }
}
