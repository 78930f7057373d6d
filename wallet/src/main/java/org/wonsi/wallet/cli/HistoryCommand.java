package org.wonsi.wallet.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.coins.HistoryEntry;
import org.wonsi.wallet.coins.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Says what happened, with the balance after each step. */
@Command(
        name = "history",
        description = "Shows what came in and went out, with fees, confirmations and running balance.")
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "only the last N; default: ${DEFAULT-VALUE}, 0 for all",
            defaultValue = "50")
    private int last;

    /** A step, amounts in satoshis. */
    record Step(
            String txid,
            @Nullable Integer height,
            @Nullable Long time,
            int confirmations,
            long change,
            @Nullable Long fee,
            long balance,
            List<String> addresses) {}

    /** The answer. */
    record History(String wallet, List<Step> steps, List<String> notices) {}

    @Override
    public Integer call() {
        try (Session session = program.open()) {
            Ledger ledger = session.scanEverything();
            List<HistoryEntry> all = ledger.history();
            List<HistoryEntry> shown = last > 0 && all.size() > last ? all.subList(all.size() - last, all.size()) : all;
            List<Step> steps = shown.stream().map(HistoryCommand::step).toList();
            String text = steps.isEmpty()
                    ? program.text("history.none")
                    : shown.stream()
                            .map(entry -> line(entry, session))
                            .collect(Collectors.joining(System.lineSeparator()));
            program.output().answer(new History(session.name(), steps, session.notices()), text);
        }
        return 0;
    }

    private static Step step(HistoryEntry entry) {
        return new Step(
                entry.tx().txid(),
                entry.height().orElse(null),
                entry.tx().status().blockTime(),
                entry.confirmations(),
                entry.change(),
                entry.fee().isPresent() ? entry.fee().getAsLong() : null,
                entry.balance(),
                entry.others());
    }

    private String line(HistoryEntry entry, Session session) {
        String where = entry.height().isPresent()
                ? program.text("history.block", entry.height().get(), entry.confirmations())
                : program.text("history.pending");
        String sign = entry.change() >= 0 ? "+" : "-";
        String fee = entry.fee().isPresent()
                ? "  " + program.text("history.fee", new Amount(entry.fee().getAsLong()))
                : "";
        String names = entry.others().stream()
                .map(a -> session.state().labels().getOrDefault(a, a))
                .collect(Collectors.joining(", "));
        return program.text(
                "history.line",
                where,
                sign + new Amount(Math.abs(entry.change())),
                new Amount(entry.balance()),
                entry.tx().txid(),
                names + fee);
    }
}
