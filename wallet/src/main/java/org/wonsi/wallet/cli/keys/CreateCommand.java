package org.wonsi.wallet.cli.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.hd.WordList;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.cli.program.Terminal;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.keystore.WalletDirectory;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code create}: it makes a wallet and shows its words, once.
 *
 * <p>The words are shown once, and later only with the password: a person who has them can spend. A name that is taken
 * is refused, so that no wallet is overwritten. {@code restore} uses {@link #store} as well, and looks for accounts
 * that the words were used for.
 */
@Command(
        name = "create",
        description = "Makes a new wallet and shows its recovery words, this once.",
        footer = {"", "Example: wonsi wallet create --wallet kim"})
public final class CreateCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Option(names = "--words", paramLabel = "N", description = "12 (default), 15, 18, 21 or 24", defaultValue = "12")
    private int count;

    @Option(
            names = "--word-list",
            paramLabel = "en|ko",
            description = "English (default) or Korean words",
            defaultValue = "en")
    private String wordList = "en";

    @Option(names = "--passphrase", description = "ask for an additional passphrase (BIP 39)")
    private boolean withPassphrase;

    /**
     * The answer.
     *
     * @param words secret
     * @param address the first one to receive with
     */
    record Created(String wallet, String network, String file, List<String> words, String address) {}

    /** A wallet put on disk: how many accounts it has, and what there is to say of it. */
    record Stored(Created created, int accounts, List<String> notices) {}

    @Override
    public Integer call() {
        if (count < 12 || count > 24 || count % 3 != 0) {
            throw new WalletException(new Failure.BadCount(count));
        }
        Mnemonic words = Mnemonic.generate(context.environment().random(), count, list());
        Created created = store(context, words, withPassphrase, false).created();
        context.output()
                .answer(
                        created,
                        context.text(
                                "create.done",
                                created.wallet(),
                                created.network(),
                                created.file(),
                                numbered(words.words()),
                                created.address()));
        return 0;
    }

    private WordList list() {
        return switch (wordList) {
            case "en" -> WordList.ENGLISH;
            case "ko" -> WordList.KOREAN;
            default -> throw new WalletException(new Failure.BadWordList(wordList));
        };
    }

    /**
     * Puts a new wallet of these words on disk.
     *
     * @param used whether the words may have been used before, so that accounts are to be looked for
     */
    static Stored store(CommandContext context, Mnemonic words, boolean withPassphrase, boolean used) {
        String name = context.walletName();
        WalletDirectory directory = context.directory();
        if (directory.exists(name)) {
            throw new WalletException(
                    new Failure.WalletExists(name, directory.keyFile(name).toString()));
        }
        String passphrase = withPassphrase ? passphrase(context) : "";
        char[] password = context.passwords().fresh(name);
        Secrets secrets = Secrets.of(words, passphrase);
        List<String> notices = new ArrayList<>();
        KeyFile keys;
        try {
            keys = KeyFile.create(
                    context.network(),
                    context.environment().clock().instant().getEpochSecond(),
                    secrets,
                    password,
                    context.environment().scryptCost(),
                    context.environment().random());
            directory.create(name, keys);
            if (used) {
                keys = findAccounts(context, keys, secrets, password, notices);
            }
        } finally {
            secrets.wipe();
            Arrays.fill(password, '\0');
        }
        String address = new Account(keys)
                .address(OwnAddress.Branch.RECEIVE, 0)
                .address()
                .toString();
        Created created = new Created(
                name, context.network().id(), directory.keyFile(name).toString(), words.words(), address);
        return new Stored(created, keys.accounts().size(), notices);
    }

    /** Whatever keeps the nodes from answering, the wallet is there; the accounts can be looked for later. */
    private static KeyFile findAccounts(
            CommandContext context, KeyFile keys, Secrets secrets, char[] password, List<String> notices) {
        KeyFile found;
        try {
            found = AccountCommand.withFound(context, keys, secrets, password);
        } catch (WalletException failure) {
            notices.add(context.text("restore.accounts-unknown", failure.failure()));
            notices.forEach(context::note);
            return keys;
        }
        try (Wallet wallet = context.open()) {
            wallet.replaceKeys(found);
        }
        return found;
    }

    /** Asked for twice: a mistyped one leads to another, empty wallet, and nothing would say so. */
    private static String passphrase(CommandContext context) {
        Terminal terminal = context.environment().terminal();
        char[] typed = terminal.readPassword(context.text("passphrase.ask"))
                .orElseThrow(() -> new WalletException(new Failure.NoPassphrase()));
        char[] again = terminal.readPassword(context.text("passphrase.repeat")).orElse(new char[0]);
        try {
            if (!Arrays.equals(typed, again)) {
                throw new WalletException(new Failure.PassphrasesDiffer());
            }
            return new String(typed);
        } finally {
            Arrays.fill(typed, '\0');
            Arrays.fill(again, '\0');
        }
    }

    /** Places a word takes on the screen: a Korean syllable takes two. */
    public static int columns(String word) {
        return word.chars().map(c -> c < 0x1100 ? 1 : 2).sum();
    }

    /** Words with their numbers, four a line. */
    private static String numbered(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            text.append(String.format("%4d %s", i + 1, words.get(i)))
                    .append(" ".repeat(Math.max(1, 10 - columns(words.get(i)))));
            if (i % 4 == 3 || i == words.size() - 1) {
                text.append(System.lineSeparator());
            }
        }
        return text.toString();
    }
}
