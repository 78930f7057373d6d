package org.wonsi.wallet.cli.funds;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CliInput;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code freeze}: it keeps coins out of payments. */
@Command(
        name = "freeze",
        description = "Keeps coins out of all payments, until they are freed again with --undo.",
        footer = {"", "Example: wonsi wallet freeze 4f3c...:0"})
public final class FreezeCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(arity = "1..*", paramLabel = "TXID:N", description = "a coin, as 'coins' shows it; may be repeated")
    private List<String> coins = new ArrayList<>();

    @Option(names = "--undo", description = "let payments take them again")
    private boolean undo;

    /** The answer: what is frozen now. */
    record Frozen(String wallet, List<String> frozen) {}

    @Override
    public Integer call() {
        coins.forEach(FreezeCommand::check);
        try (Wallet wallet = context.open()) {
            wallet.change(state -> {
                var after = state;
                for (String coin : coins) {
                    after = after.withFrozen(coin, !undo);
                }
                return after;
            });
            String all = String.join(", ", coins);
            context.output()
                    .answer(
                            new Frozen(wallet.name(), wallet.state().frozen()),
                            context.text(undo ? "freeze.undone" : "freeze.done", all));
        }
        return 0;
    }

    private static void check(String coin) {
        int colon = coin.indexOf(':');
        if (colon < 0 || !coin.substring(colon + 1).matches("[0-9]{1,9}")) {
            throw new WalletException(new Failure.BadCoin(coin));
        }
        CliInput.txid(coin.substring(0, colon));
    }
}
