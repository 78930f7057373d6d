package org.wonsi.wallet.cli.keys;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.keystore.StoredAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The command {@code accounts}: it lists the accounts of a wallet. */
@Command(name = "accounts", description = "Lists the wallet's accounts: number, name, path and extended public key.")
public final class ListAccountsCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    /** An account; the name is empty if it has none. */
    record Line(int number, String name, String path, String publicKey) {}

    /** The answer. */
    record Accounts(String wallet, List<Line> accounts) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            List<Line> lines = wallet.keys().accounts().stream()
                    .map(ListAccountsCommand::line)
                    .toList();
            String text = lines.stream()
                    .map(line -> context.text(
                            "accounts.line",
                            line.number(),
                            line.path(),
                            line.publicKey(),
                            line.name().isEmpty() ? "" : "  " + line.name()))
                    .collect(Collectors.joining(System.lineSeparator()));
            context.output().answer(new Accounts(wallet.name(), lines), text);
        }
        return 0;
    }

    private static Line line(StoredAccount account) {
        return new Line(account.number(), account.name(), account.path(), account.accountText());
    }
}
