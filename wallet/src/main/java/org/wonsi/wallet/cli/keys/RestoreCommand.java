package org.wonsi.wallet.cli.keys;

import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.WalletDirectory;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code restore}: it makes a wallet again from its words. A node is needed for one thing only: to find further
 * accounts.
 */
@Command(
        name = "restore",
        description = "Makes a wallet again from its recovery words, typed in or from standard input.",
        footer = {
            "",
            "Example: wonsi wallet restore --wallet kim",
            "         wonsi wallet restore --wallet kim --password-file pass.txt < words.txt",
            "         wonsi wallet restore --wallet watch --watch tpub..."
        })
public final class RestoreCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Option(names = "--passphrase", description = "ask for the passphrase the words were made with (BIP 39)")
    private boolean withPassphrase;

    @Option(
            names = "--watch",
            paramLabel = "KEY",
            description = "an account's extended public key instead of words: a wallet that can't spend",
            defaultValue = "")
    private String watch = "";

    /** The answer. */
    record Restored(
            String wallet,
            String network,
            String file,
            String address,
            int accounts,
            boolean watchOnly,
            List<String> notices) {}

    @Override
    public Integer call() {
        Restored restored = watch.isEmpty() ? fromWords() : fromPublicKey();
        context.output()
                .answer(
                        restored,
                        context.text(
                                        "restore.done",
                                        restored.wallet(),
                                        restored.network(),
                                        restored.file(),
                                        restored.address())
                                + (restored.accounts() == 1
                                        ? ""
                                        : System.lineSeparator()
                                                + context.text("restore.accounts", restored.accounts())));
        return 0;
    }

    private Restored fromWords() {
        String typed = context.environment()
                .terminal()
                .readLine(context.text("restore.ask"))
                .orElseThrow(() -> new WalletException(new Failure.NoWords()));
        CreateCommand.Stored stored = CreateCommand.store(context, Mnemonic.parse(typed), withPassphrase, true);
        CreateCommand.Created created = stored.created();
        return new Restored(
                created.wallet(),
                created.network(),
                created.file(),
                created.address(),
                stored.accounts(),
                false,
                stored.notices());
    }

    private Restored fromPublicKey() {
        WalletDirectory directory = context.directory();
        String name = context.walletName();
        KeyFile keys = KeyFile.watching(
                context.network(),
                context.environment().clock().instant().getEpochSecond(),
                ExtendedKeyText.parse(watch, context.network()));
        directory.create(name, keys);
        String address = new Account(keys)
                .address(OwnAddress.Branch.RECEIVE, 0)
                .address()
                .toString();
        return new Restored(
                name, context.network().id(), directory.keyFile(name).toString(), address, 1, true, List.of());
    }
}
