package org.wonsi.wallet.cli.pay;

import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.Replacement;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CliInput;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code bump}: it replaces an unconfirmed payment by the same one with a higher fee (BIP 125). */
@Command(
        name = "bump",
        description =
                "Raises the fee of a payment that isn't confirmed yet: replaces it, or spends its change with --child.",
        footer = {"", "Example: wonsi wallet bump 4f3c... --fee-rate 10"})
public final class BumpCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(paramLabel = "TXID", description = "the payment")
    private String txid = "";

    @Option(names = "--fee-rate", paramLabel = "N", description = "satoshis per byte", required = true)
    private String feeRate = "";

    @Option(
            names = "--with-children",
            description = "pay again, in the same transaction, what payments paid that spend its change")
    private boolean withChildren;

    @Option(
            names = "--child",
            description = "leave the payment as it is and spend its change to yourself, with a fee for both")
    private boolean child;

    @Mixin
    private PaymentReview review = new PaymentReview();

    @Override
    public Integer call() {
        FeeRate rate = FeeRate.parse(feeRate);
        Txid wanted = CliInput.txid(txid);
        try (Wallet wallet = context.open()) {
            Ledger ledger = wallet.scan();
            Replacement replacement = child
                    ? new Replacement(wallet.child(wanted, ledger, rate), List.of())
                    : wallet.replacement(wanted, ledger, rate, withChildren);
            context.checkSpends(wallet);
            review.of(replacement.draft(), context);
            PaymentAnswer.pay(context, wallet, ledger, replacement.draft(), replacement.replaced(), "");
        }
        return 0;
    }
}
