package org.wonsi.wallet.cli.pay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.wallet.FeeSuggestion;
import org.wonsi.wallet.Payment;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.PaymentUri;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.cli.program.AccountChoice;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code send}: it pays one or several recipients.
 *
 * <p>The payment is shown with its fee and asked about before the password, and {@code --dry-run} stops there. A fee
 * rate named by nodes is used only if asked for, and capped: nothing can prove that a payment needs it.
 */
@Command(
        name = "send",
        description = "Pays one or several recipients.",
        footer = {
            "",
            "Examples: wonsi wallet send WQ1... 2.5",
            "          wonsi wallet send WQ1... 2.5 WX7... 0.1 --fee-rate 5 --explain",
            "          wonsi wallet send 'wonsi:WQ1...?amount=2.5'",
            "          wonsi wallet send WQ1... --all --dry-run"
        })
public final class SendCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Mixin
    private AccountChoice account = new AccountChoice();

    @Parameters(
            arity = "1..*",
            paramLabel = "ADDRESS AMOUNT",
            description = "address and amount in coins, or a payment link; may be repeated")
    private List<String> words = new ArrayList<>();

    @Option(names = "--fee-rate", paramLabel = "N", description = "satoshis per byte; default: 1", defaultValue = "")
    private String feeRate = "";

    @Option(
            names = "--target",
            paramLabel = "BLOCKS",
            description = "use the fee rate that the nodes suggest for so many blocks, up to 100 satoshis per byte")
    private int target;

    @Option(names = "--all", description = "everything there is, less the fee")
    private boolean all;

    @Option(names = "--coin", paramLabel = "TXID:N", description = "spend exactly this coin; may be repeated")
    private List<String> chosen = new ArrayList<>();

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            description = "a public message in the payment",
            defaultValue = "")
    private String message = "";

    @Option(
            names = "--subtract-fee",
            description = "take the fee out of the first recipient's amount, instead of adding it")
    private boolean subtractFee;

    @Option(
            names = "--memo",
            paramLabel = "TEXT",
            description = "a note for 'history'; nobody else sees it",
            defaultValue = "")
    private String memo = "";

    @Option(names = "--dry-run", description = "show the payment, neither sign nor send it")
    private boolean dryRun;

    @Option(names = "--explain", description = "say which coins were combined and split, and why")
    private boolean explain;

    @Mixin
    private PaymentReview review = new PaymentReview();

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            Payment payment =
                    new Payment(account.one(wallet).number(), recipients(wallet), all, subtractFee, chosen, message);
            FeeRate rate = rate(wallet);
            Ledger ledger = wallet.scan();
            Draft draft = wallet.draft(payment, ledger, rate);
            if (explain && !context.output().isJson()) {
                context.environment()
                        .terminal()
                        .err()
                        .println(new PaymentExplanation(context.messages()).of(draft, rate));
            }
            if (dryRun) {
                PaymentAnswer.drafted(draft, wallet, ledger, context.notices(wallet))
                        .print(context);
                return 0;
            }
            context.checkSpends(wallet);
            review.of(draft, context);
            PaymentAnswer.pay(context, wallet, ledger, draft, List.of(), memo);
        }
        return 0;
    }

    private FeeRate rate(Wallet wallet) {
        if (!feeRate.isEmpty()) {
            return FeeRate.parse(feeRate);
        }
        if (target <= 0) {
            return FeeRate.MINIMUM;
        }
        FeeSuggestion suggestion = wallet.suggestFee(target);
        context.note(
                suggestion.isCapped()
                        ? context.text("fee.capped", suggestion.node(), suggestion.said(), suggestion.rate())
                        : context.text("fee.suggested", suggestion.node(), suggestion.said()));
        return suggestion.rate();
    }

    private List<Recipient> recipients(Wallet wallet) {
        List<Recipient> recipients = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            PaymentUri uri = PaymentUri.parse(words.get(i), wallet.params());
            Optional<Amount> amount = uri.amount();
            if (amount.isEmpty() && !all) {
                if (i + 1 == words.size()) {
                    throw new WalletException(new Failure.NoAmount(words.get(i)));
                }
                i++;
                amount = Optional.of(Amount.parseCoins(words.get(i)));
            }
            recipients.add(new Recipient(uri.address(), amount.orElse(Amount.ZERO)));
        }
        if (all && (recipients.size() > 1 || !message.isEmpty())) {
            throw new WalletException(new Failure.AllToOne());
        }
        return recipients;
    }
}
