package org.wonsi.wallet.cli.keys;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.wonsi.core.address.Address;
import org.wonsi.core.address.Wif;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The command {@code import}: it takes in a single private key. */
@Command(
        name = "import",
        description = "Takes in a single private key (WIF), typed in or from standard input. The words don't cover it.")
public final class ImportCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    /** The answer. */
    record Imported(String wallet, String address) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            if (wallet.keys().isWatchOnly()) {
                throw new WalletException(new Failure.WatchOnly());
            }
            String typed = context.environment()
                    .terminal()
                    .readLine(context.text("import.ask"))
                    .orElseThrow(() -> new WalletException(new Failure.NoKey()));
            Wif key = Wif.parse(typed.strip(), wallet.params());
            PublicKey publicKey = key.key().publicKey(key.compressed());
            if (wallet.keys().imported().contains(publicKey)) {
                throw new WalletException(new Failure.KeyKnown(Address.of(publicKey, wallet.params())));
            }
            store(wallet, key);
            String address = Address.of(publicKey, wallet.params()).toString();
            context.output()
                    .answer(new Imported(wallet.name(), address), context.text("import.done", address, wallet.name()));
        }
        return 0;
    }

    private void store(Wallet wallet, Wif key) {
        char[] password = context.passwords().existing(wallet.name());
        try {
            Secrets secrets = wallet.keys().open(password);
            try {
                KeyFile more = wallet.keys()
                        .withKey(
                                key,
                                secrets,
                                password,
                                context.environment().scryptCost(),
                                context.environment().random());
                wallet.replaceKeys(more);
            } finally {
                secrets.wipe();
            }
        } finally {
            key.key().wipe();
            Arrays.fill(password, '\0');
        }
    }
}
