package org.wonsi.wallet.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.WalletDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the wallets of a network. */
@Command(name = "list", description = "Lists the wallets of the network.")
final class ListCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

    /** A wallet there is. */
    record Listed(String wallet, String network, String file, boolean watchOnly, List<String> nodes) {}

    @Override
    public Integer call() {
        WalletDirectory directory = Session.directory(program);
        List<Listed> wallets =
                directory.names().stream().map(name -> listed(directory, name)).toList();
        String text = wallets.isEmpty()
                ? program.text(
                        "list.none",
                        program.network().id(),
                        program.environment().home())
                : wallets.stream()
                        .map(w -> w.wallet() + (w.watchOnly() ? "  " + program.text("list.watch-only") : "") + "  "
                                + w.file())
                        .collect(Collectors.joining(System.lineSeparator()));
        program.output().answer(wallets, text);
        return 0;
    }

    private Listed listed(WalletDirectory directory, String name) {
        KeyFile keys = directory.read(name);
        return new Listed(
                name,
                keys.network().id(),
                directory.keyFile(name).toString(),
                keys.isWatchOnly(),
                directory.state(name).nodes());
    }
}
