package org.wonsi.wallet.cli.keys;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.WalletDirectory;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The command {@code list}: it lists the wallets of a network. */
@Command(name = "list", description = "Lists the wallets of the network.")
public final class ListCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    /** A wallet there is; {@code problem} is empty or says why it can't be read. */
    record Listed(String wallet, String network, String file, boolean watchOnly, List<String> nodes, String problem) {}

    @Override
    public Integer call() {
        WalletDirectory directory = context.directory();
        List<Listed> wallets =
                directory.names().stream().map(name -> listed(directory, name)).toList();
        String text = wallets.isEmpty()
                ? context.text(
                        "list.none",
                        context.network().id(),
                        context.environment().home())
                : wallets.stream()
                        .map(w -> w.wallet() + (w.watchOnly() ? "  " + context.text("list.watch-only") : "") + "  "
                                + w.file()
                                + (w.problem().isEmpty() ? "" : System.lineSeparator() + "    " + w.problem()))
                        .collect(Collectors.joining(System.lineSeparator()));
        context.output().answer(wallets, text);
        return 0;
    }

    /** A wallet; of one that can't be read, why: it must not hide the others. */
    private Listed listed(WalletDirectory directory, String name) {
        String file = directory.keyFile(name).toString();
        String network = context.network().id();
        try {
            KeyFile keys = directory.read(name);
            List<String> nodes = directory.state(name).nodes();
            return new Listed(name, network, file, keys.isWatchOnly(), nodes, "");
        } catch (WalletException damaged) {
            return new Listed(
                    name, network, file, false, List.of(), context.messages().text(damaged));
        }
    }
}
