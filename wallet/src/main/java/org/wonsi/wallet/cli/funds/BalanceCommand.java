package org.wonsi.wallet.cli.funds;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.keys.CreateCommand;
import org.wonsi.wallet.cli.program.AccountChoice;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code balance}: it shows what the wallet has, proven, waiting, claimed and not yet spendable.
 *
 * <pre>
 *    proven      a block with enough work has it, and the wallet has seen the proof
 *    waiting     change of the wallet's own payments, which no block has yet
 *    claimed     somebody's payment by a node's word alone: it may never be, so it isn't in the total
 *    immature    a miner's reward, not to be spent for 100 blocks (10 on the seminar network)
 *    total       proven, waiting and immature
 * </pre>
 */
@Command(
        name = "balance",
        description = "Shows what the wallet has: proven, waiting, claimed by a node, not yet spendable.")
public final class BalanceCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Mixin
    private AccountChoice account = new AccountChoice();

    /**
     * The answer, in satoshis.
     *
     * @param total without what is only claimed
     * @param accounts the same of each account shown
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
            List<AccountBalance> accounts,
            List<String> unspentBy,
            List<String> notices) {}

    /** The balance of an account, in satoshis; the name is empty if it has none. */
    record AccountBalance(
            int number, String name, long proven, long waiting, long claimed, long immature, long total) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            Ledger whole = wallet.scan();
            Ledger ledger = account.of(wallet, whole);
            Ledger.Balance balance = ledger.balance();
            List<Account> shown = account.shown(wallet);
            Balance answer = new Balance(
                    wallet.name(),
                    balance.proven().satoshis(),
                    balance.waiting().satoshis(),
                    balance.claimed().satoshis(),
                    balance.immature().satoshis(),
                    balance.total().satoshis(),
                    ledger.tipHeight(),
                    shown.stream().map(one -> of(one, whole)).toList(),
                    wallet.unspentBy(),
                    context.notices(wallet));
            context.output().answer(answer, each(shown, whole) + text(wallet, ledger, balance));
        }
        return 0;
    }

    private static AccountBalance of(Account account, Ledger whole) {
        Ledger.Balance balance = whole.of(account.number()).balance();
        return new AccountBalance(
                account.number(),
                account.name(),
                balance.proven().satoshis(),
                balance.waiting().satoshis(),
                balance.claimed().satoshis(),
                balance.immature().satoshis(),
                balance.total().satoshis());
    }

    /** A line for each account, if there are several. */
    private String each(List<Account> shown, Ledger whole) {
        if (shown.size() == 1) {
            return "";
        }
        int width = shown.stream()
                .mapToInt(one -> CreateCommand.columns(AccountChoice.label(one)))
                .max()
                .orElseThrow();
        return shown.stream().map(one -> line(one, width, whole)).collect(Collectors.joining())
                + context.text("balance.together")
                + System.lineSeparator();
    }

    private String line(Account account, int width, Ledger whole) {
        String label = AccountChoice.label(account);
        Ledger.Balance balance = whole.of(account.number()).balance();
        String claimed =
                balance.claimed().satoshis() == 0 ? "" : "  " + context.text("addresses.claimed", balance.claimed());
        return context.text(
                        "balance.account", label + " ".repeat(width - CreateCommand.columns(label)), balance.total())
                + claimed
                + System.lineSeparator();
    }

    private String text(Wallet wallet, Ledger ledger, Ledger.Balance balance) {
        List<String> nodes = wallet.unspentBy();
        return context.text(
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
                        ? context.text("balance.one-node", nodes.get(0))
                        : context.text("balance.nodes", nodes.size()));
    }
}
