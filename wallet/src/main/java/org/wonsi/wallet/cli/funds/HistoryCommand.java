package org.wonsi.wallet.cli.funds;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.AccountChoice;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.HistoryEntry;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.WalletTx;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code history}: it lists what came in and went out, with the balance after each step.
 *
 * <p>A line says how sure it is: proven by a header checked here, waiting (the wallet's own), or claimed by the named
 * nodes; what is only claimed never changes the balance. So a payment that a node invents doesn't look like money.
 */
@Command(
        name = "history",
        description = "Shows what came in and went out, when, whether that is proven, with fees and running balance.")
public final class HistoryCommand implements Callable<Integer> {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @ParentCommand
    private CommandContext context;

    @Mixin
    private AccountChoice account = new AccountChoice();

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "only the last N; default: ${DEFAULT-VALUE}, 0 for all",
            defaultValue = "50")
    private int last;

    /**
     * A step, amounts in satoshis.
     *
     * @param status proven, waiting or claimed
     * @param time seconds since 1970 UTC
     * @param clock what the time is: block (of its block), made (by this wallet) or seen (first, by this wallet)
     * @param claimedBy URLs of the nodes that tell of it
     * @param accounts numbers of the accounts it pays or spends from
     * @param balance afterwards; what is only claimed doesn't change it
     */
    record Step(
            String txid,
            String status,
            @Nullable Integer height,
            @Nullable String block,
            long time,
            String clock,
            int confirmations,
            List<String> claimedBy,
            long change,
            @Nullable Long fee,
            long balance,
            List<String> addresses,
            List<Integer> accounts,
            @Nullable String memo) {}

    /** The answer. */
    record History(String wallet, List<Step> steps, List<String> notices) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            Ledger ledger = account.of(wallet, wallet.scanFullHistory());
            List<HistoryEntry> all = ledger.history();
            List<HistoryEntry> shown = last > 0 && all.size() > last ? all.subList(all.size() - last, all.size()) : all;
            List<Step> steps = shown.stream().map(entry -> step(entry, wallet)).toList();
            String text = steps.isEmpty()
                    ? context.text("history.none")
                    : shown.stream()
                            .map(entry -> line(entry, wallet))
                            .collect(Collectors.joining(System.lineSeparator()));
            context.output().answer(new History(wallet.name(), steps, context.notices(wallet)), text);
        }
        return 0;
    }

    private static Step step(HistoryEntry entry, Wallet wallet) {
        WalletTx tx = entry.tx();
        return new Step(
                tx.txid().toDisplay(),
                tx.standing().name().toLowerCase(Locale.ROOT),
                tx.isProven() ? tx.height() : null,
                tx.isProven() ? tx.block() : null,
                tx.time(),
                tx.clock().name().toLowerCase(Locale.ROOT),
                entry.confirmations(),
                tx.claimedBy(),
                entry.change(),
                entry.fee().isPresent() ? entry.fee().getAsLong() : null,
                entry.balance(),
                entry.others(),
                entry.accounts(),
                wallet.state().memos().get(tx.txid().toDisplay()));
    }

    private String line(HistoryEntry entry, Wallet wallet) {
        WalletTx tx = entry.tx();
        String where = switch (tx.standing()) {
            case PROVEN -> context.text("history.proven", tx.height(), entry.confirmations());
            case WAITING -> context.text("history.waiting");
            case CLAIMED -> context.text("history.claimed", String.join(", ", tx.claimedBy()));
        };
        String date = DATE.format(Instant.ofEpochSecond(tx.time()).atZone(ZoneId.systemDefault())) + "  ";
        if (tx.clock() == WalletTx.Clock.SEEN) {
            where += ", " + context.text("history.seen");
        }
        String sign = entry.change() >= 0 ? "+" : "-";
        String fee = entry.fee().isPresent()
                ? "  " + context.text("history.fee", new Amount(entry.fee().getAsLong()))
                : "";
        String names = entry.others().stream()
                .map(a -> wallet.state().labels().getOrDefault(a, a))
                .collect(Collectors.joining(", "));
        if (wallet.accounts().size() > 1) {
            names += (names.isEmpty() ? "" : "  ") + context.text("history.accounts", accounts(entry, wallet));
        }
        String memo = wallet.state().memos().getOrDefault(tx.txid().toDisplay(), "");
        return context.text(
                "history.line",
                date + where,
                sign + new Amount(Math.abs(entry.change())),
                new Amount(entry.balance()),
                tx.txid(),
                names + fee + (memo.isEmpty() ? "" : System.lineSeparator() + "    " + memo));
    }

    private static String accounts(HistoryEntry entry, Wallet wallet) {
        return entry.accounts().stream()
                .map(number -> AccountChoice.label(wallet.accounts().get(number)))
                .collect(Collectors.joining(", "));
    }
}
