package org.wonsi.wallet.cli.pay;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.FeeLimit;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.cli.program.Terminal;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Option;

/**
 * A last look at a payment before it is signed, and the question whether to go on: who is paid, the fee, its share
 * and its rate. A high fee is refused before anybody can say yes to it out of habit.
 */
final class PaymentReview {
    private static final Set<String> YES = Set.of("y", "yes", "예", "네");

    @Option(names = "--yes", description = "don't ask whether to go on")
    private boolean yes;

    @Option(names = "--allow-high-fee", description = "even if the fee is over 10 %% of what is paid, or over 0.1 coin")
    private boolean allowHighFee;

    /** Of a draft. */
    void of(Draft draft, CommandContext context) {
        Amount change = draft.selection().change();
        List<PaidOutput> back = draft.change().stream()
                .map(own -> new PaidOutput(own.address().toString(), change.satoshis()))
                .toList();
        of(
                PaidOutput.of(draft.recipients()),
                back,
                draft.selection().fee(),
                draft.selection().size(),
                context);
    }

    /**
     * Of a transaction.
     *
     * @param back what comes back to the wallet
     * @throws WalletException high-fee; needs-yes if nobody is there to ask; not-confirmed
     */
    void of(List<PaidOutput> recipients, List<PaidOutput> back, Amount fee, int size, CommandContext context) {
        Amount paid = new Amount(recipients.isEmpty() ? PaidOutput.sum(back) : PaidOutput.sum(recipients));
        if (!allowHighFee) {
            FeeLimit.check(fee, paid);
        }
        Terminal terminal = context.environment().terminal();
        if (yes && context.output().isJson()) {
            return;
        }
        PrintStream err = terminal.err();
        err.println(context.text("review.pays"));
        recipients.forEach(one -> err.println(context.text("explain.pay", new Amount(one.amount()), one.address())));
        back.forEach(one -> err.println(context.text("sign.back", new Amount(one.amount()), one.address())));
        err.println(context.text("review.fee", fee, FeeLimit.percent(fee, paid), FeeRate.atLeast(fee, size), size));
        if (!yes) {
            ask(context, terminal);
        }
    }

    private static void ask(CommandContext context, Terminal terminal) {
        if (!terminal.isInteractive()) {
            throw new WalletException(new Failure.NeedsYes());
        }
        String answer = terminal.readLine(context.text("review.ask")).orElse("");
        if (!YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new WalletException(new Failure.NotConfirmed());
        }
    }
}
