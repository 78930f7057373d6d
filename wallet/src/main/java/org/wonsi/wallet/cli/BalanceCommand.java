package org.wonsi.wallet.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.wallet.coins.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says how much there is. */
@Command(name = "balance", description = "Shows what the wallet has: confirmed, pending, not yet spendable.")
final class BalanceCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

    /** The answer, in satoshis. */
    record Balance(
            String wallet, long confirmed, long pending, long immature, long total, int height, List<String> notices) {}

    @Override
    public Integer call() {
        try (Session session = program.open()) {
            Ledger ledger = session.scan();
            Ledger.Balance balance = ledger.balance();
            program.output()
                    .answer(
                            new Balance(
                                    session.name(),
                                    balance.confirmed().satoshis(),
                                    balance.pending().satoshis(),
                                    balance.immature().satoshis(),
                                    balance.total().satoshis(),
                                    ledger.tipHeight(),
                                    session.notices()),
                            program.text(
                                    "balance.text",
                                    balance.confirmed(),
                                    balance.pending(),
                                    balance.immature(),
                                    session.params().coinbaseMaturity(),
                                    balance.total(),
                                    ledger.tipHeight()));
        }
        return 0;
    }
}
