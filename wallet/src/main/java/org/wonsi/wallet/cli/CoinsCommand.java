package org.wonsi.wallet.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnCoin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the unspent outputs. */
@Command(name = "coins", description = "Lists the wallet's coins: its unspent outputs, the largest first.")
final class CoinsCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

    /** A coin, in satoshis. */
    record CoinLine(
            String coin,
            long value,
            String address,
            String path,
            int confirmations,
            boolean coinbase,
            boolean spendable) {}

    /** The answer. */
    record Coins(String wallet, List<CoinLine> coins, List<String> notices) {}

    @Override
    public Integer call() {
        try (Session session = program.open()) {
            Ledger ledger = session.scan();
            List<OwnCoin> sorted = ledger.coins().stream()
                    .sorted((a, b) -> b.value().compareTo(a.value()))
                    .toList();
            int maturity = session.params().coinbaseMaturity();
            List<CoinLine> lines = sorted.stream().map(c -> line(c, maturity)).toList();
            String text = lines.isEmpty()
                    ? program.text("coins.none")
                    : sorted.stream()
                            .map(c -> program.text(
                                    "coins.line",
                                    c.outPoint(),
                                    c.value(),
                                    c.owner().address(),
                                    state(c, maturity)))
                            .collect(Collectors.joining(System.lineSeparator()));
            program.output().answer(new Coins(session.name(), lines, session.notices()), text);
        }
        return 0;
    }

    private static CoinLine line(OwnCoin coin, int maturity) {
        return new CoinLine(
                coin.outPoint().toString(),
                coin.value().satoshis(),
                coin.owner().address().toString(),
                coin.owner().place(),
                coin.confirmations(),
                coin.coinbase(),
                coin.isSpendable(maturity));
    }

    private String state(OwnCoin coin, int maturity) {
        if (coin.held()) {
            return program.text("coins.held");
        }
        if (!coin.isMature(maturity)) {
            return program.text("coins.immature", maturity - coin.confirmations());
        }
        return coin.height() == OwnCoin.UNCONFIRMED
                ? program.text(coin.fromSelf() ? "coins.change" : "coins.pending")
                : program.text("coins.confirmed", coin.confirmations());
    }
}
