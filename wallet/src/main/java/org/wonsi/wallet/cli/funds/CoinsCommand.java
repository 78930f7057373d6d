package org.wonsi.wallet.cli.funds;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.AccountChoice;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.OwnCoin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** The command {@code coins}: it lists the unspent outputs. */
@Command(name = "coins", description = "Lists the wallet's coins: its unspent outputs, the largest first.")
public final class CoinsCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Mixin
    private AccountChoice account = new AccountChoice();

    /**
     * A coin, in satoshis.
     *
     * @param status proven, waiting or claimed
     */
    record CoinLine(
            String coin,
            long value,
            String address,
            String path,
            String status,
            int confirmations,
            boolean coinbase,
            boolean frozen,
            boolean spendable) {}

    /**
     * The answer.
     *
     * @param unspentBy URLs of the nodes by whose word the coins are unspent
     */
    record Coins(String wallet, List<CoinLine> coins, List<String> unspentBy, List<String> notices) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            List<OwnCoin> sorted = account.of(wallet, wallet.scan()).coins().stream()
                    .sorted((a, b) -> b.value().compareTo(a.value()))
                    .toList();
            List<CoinLine> lines = sorted.stream().map(c -> line(c, wallet)).toList();
            String text = lines.isEmpty()
                    ? context.text("coins.none")
                    : sorted.stream()
                            .map(c -> context.text(
                                    "coins.line",
                                    c.outPoint(),
                                    c.value(),
                                    c.owner().address(),
                                    state(c, wallet) + account(c, wallet)))
                            .collect(Collectors.joining(System.lineSeparator()));
            context.output().answer(new Coins(wallet.name(), lines, wallet.unspentBy(), context.notices(wallet)), text);
        }
        return 0;
    }

    private static boolean isFrozen(OwnCoin coin, Wallet wallet) {
        return wallet.state().frozen().contains(coin.outPoint().toString());
    }

    private String account(OwnCoin coin, Wallet wallet) {
        return wallet.accounts().size() == 1
                ? ""
                : "  "
                        + context.text(
                                "history.accounts",
                                AccountChoice.label(
                                        wallet.accounts().get(coin.owner().account())));
    }

    private static CoinLine line(OwnCoin coin, Wallet wallet) {
        boolean frozen = isFrozen(coin, wallet);
        return new CoinLine(
                coin.outPoint().toString(),
                coin.value().satoshis(),
                coin.owner().address().toString(),
                coin.owner().place(),
                coin.height() != OwnCoin.UNCONFIRMED ? "proven" : coin.fromSelf() ? "waiting" : "claimed",
                coin.confirmations(),
                coin.coinbase(),
                frozen,
                coin.isSpendable(wallet.params().coinbaseMaturity()) && !frozen);
    }

    private String state(OwnCoin coin, Wallet wallet) {
        int maturity = wallet.params().coinbaseMaturity();
        if (isFrozen(coin, wallet)) {
            return context.text("coins.frozen");
        }
        if (coin.held()) {
            return context.text("coins.held");
        }
        if (!coin.isMature(maturity)) {
            return context.text("coins.immature", maturity - coin.confirmations());
        }
        return coin.height() == OwnCoin.UNCONFIRMED
                ? context.text(coin.fromSelf() ? "coins.change" : "coins.claimed")
                : context.text("coins.proven", coin.confirmations());
    }
}
