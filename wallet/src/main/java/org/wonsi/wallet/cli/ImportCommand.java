package org.wonsi.wallet.cli;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.wonsi.core.address.Address;
import org.wonsi.core.address.Wif;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Takes a single private key in. */
@Command(
        name = "import",
        description = "Takes in a single private key (WIF), typed in or from standard input. The words don't cover it.")
final class ImportCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

    /** The answer. */
    record Imported(String wallet, String address) {}

    @Override
    public Integer call() {
        try (Session session = program.open()) {
            if (session.keys().isWatchOnly()) {
                throw new WalletException("watch-only");
            }
            String typed = program.environment()
                    .terminal()
                    .readLine(program.text("import.ask"))
                    .orElseThrow(() -> new WalletException("no-key"));
            Wif key = Wif.parse(typed.strip(), session.params());
            PublicKey publicKey = key.key().publicKey(key.compressed());
            if (session.keys().imported().contains(publicKey)) {
                throw new WalletException("key-known", Address.of(publicKey, session.params()));
            }
            store(session, key);
            String address = Address.of(publicKey, session.params()).toString();
            program.output()
                    .answer(
                            new Imported(session.name(), address),
                            program.text("import.done", address, session.name()));
        }
        return 0;
    }

    private void store(Session session, Wif key) {
        char[] password = program.passwords().existing(session.name());
        try {
            Secrets secrets = session.keys().open(password);
            try {
                KeyFile more = session.keys()
                        .withKey(
                                key,
                                secrets,
                                password,
                                program.environment().scryptCost(),
                                program.environment().random());
                session.directory().replace(session.name(), more);
            } finally {
                secrets.wipe();
            }
        } finally {
            key.key().wipe();
            Arrays.fill(password, '\0');
        }
    }
}
