package org.wonsi.wallet.cli.keys;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Wif;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.cli.program.AccountChoice;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.keystore.StoredAccount;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code export}: it gives out the account's public key, or the words or a single private key. */
@Command(
        name = "export",
        description = "Gives out the account's extended public key; or, with the password, the words or a single key.",
        footer = {"", "Example: wonsi wallet export", "         wonsi wallet export --key WQ1..."})
public final class ExportCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Mixin
    private AccountChoice account = new AccountChoice();

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Secret secret = new Secret();

    /** The options that choose a secret to export. */
    static final class Secret {
        @Option(names = "--words", description = "the recovery words: whoever has them can spend the coins")
        private boolean words;

        @Option(names = "--key", paramLabel = "ADDRESS", description = "the private key of one address (WIF)")
        private String address = "";
    }

    /** The extended public key. */
    record PublicPart(String wallet, String path, String publicKey) {}

    /** The words and, if they have one, the passphrase without which they lead to another wallet; secret. */
    record Words(
            String wallet, List<String> words, @Nullable String passphrase) {}

    /** A single key; secret. */
    record SingleKey(String wallet, String address, String path, String privateKey) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            if (secret.words) {
                words(wallet);
            } else if (!secret.address.isEmpty()) {
                singleKey(wallet);
            } else {
                publicPart(wallet);
            }
        }
        return 0;
    }

    private void publicPart(Wallet wallet) {
        StoredAccount shown = wallet.keys().accounts().get(account.one(wallet).number());
        String key = ExtendedKeyText.formatPublic(shown.account(), context.network());
        String path = shown.path();
        context.output().answer(new PublicPart(wallet.name(), path, key), key);
    }

    private void words(Wallet wallet) {
        Secrets secrets = context.secrets(wallet);
        List<String> words;
        String passphrase;
        try {
            words = secrets.words().words();
            passphrase = secrets.passphrase();
        } finally {
            secrets.wipe();
        }
        String text = String.join(" ", words);
        if (!passphrase.isEmpty()) {
            text += System.lineSeparator() + context.text("export.passphrase", passphrase);
        }
        context.output().answer(new Words(wallet.name(), words, passphrase.isEmpty() ? null : passphrase), text);
    }

    private void singleKey(Wallet wallet) {
        OwnAddress own = wallet.ownAddress(secret.address);
        try (Signer signer = context.unlock(wallet)) {
            Wif wif = new Wif(signer.key(own), own.key().isCompressed());
            String text;
            try {
                text = wif.encode(wallet.params());
            } finally {
                wif.key().wipe();
            }
            context.output().answer(new SingleKey(wallet.name(), own.address().toString(), own.place(), text), text);
        }
    }
}
