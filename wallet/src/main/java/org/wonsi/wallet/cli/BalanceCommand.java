package org.wonsi.wallet.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.coins.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says how much there is, and how sure that is. */
@Command(
        name = "balance",
        description = "Shows what the wallet has: proven, waiting, claimed by a node, not yet spendable.")
final class BalanceCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

    /**
     * The answer, in satoshis.
     *
     * @param total without what is only claimed
     * @param unspentBy URLs of the nodes by whose word the coins are unspent
     */
    record Balance(
            String wallet,
            long proven,
            long waiting,
            long claimed,
            long immature,
            long total,
            int height,
            List<String> unspentBy,
            List<String> notices) {}

    @Override
    public Integer call() {
        try (Wallet wallet = program.open()) {
            Ledger ledger = wallet.look();
            Ledger.Balance balance = ledger.balance();
            Balance answer = new Balance(
                    wallet.name(),
                    balance.proven().satoshis(),
                    balance.waiting().satoshis(),
                    balance.claimed().satoshis(),
                    balance.immature().satoshis(),
                    balance.total().satoshis(),
                    ledger.tipHeight(),
                    wallet.unspentBy(),
                    program.notices(wallet));
            program.output().answer(answer, text(wallet, ledger, balance));
        }
        return 0;
    }

    private String text(Wallet wallet, Ledger ledger, Ledger.Balance balance) {
        List<String> nodes = wallet.unspentBy();
        return program.text(
                        "balance.text",
                        balance.proven(),
                        balance.waiting(),
                        balance.claimed(),
                        balance.immature(),
                        wallet.params().coinbaseMaturity(),
                        balance.total(),
                        ledger.tipHeight())
                + System.lineSeparator()
                + (nodes.size() == 1
                        ? program.text("balance.one-node", nodes.get(0))
                        : program.text("balance.nodes", nodes.size()));
    }
}
