package org.wonsi.wallet.cli.keys;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wonsi.wallet.AccountDiscovery;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.AccountChoice;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress.Branch;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.keystore.StoredAccount;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * The command {@code account}: it makes, finds and names further accounts. Each needs the password: an account's key can't be
 * worked out from another's.
 */
@Command(
        name = "account",
        description = "Makes, finds or names accounts: parts of the wallet whose coins are kept apart (BIP 44).",
        subcommands = {AccountCommand.New.class, AccountCommand.Find.class, AccountCommand.Name.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: wonsi wallet account new savings", "         wonsi wallet address --account savings"})
public final class AccountCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), context.text("usage.missing", "new, find, name"));
    }

    /** A change to a key file: it gives the file that takes the old one's place. */
    private interface Change {
        KeyFile of(KeyFile keys, Secrets secrets, char[] password);
    }

    /** Changes the key file with the password, and keeps its predecessor beside it. */
    private static KeyFile change(CommandContext context, Wallet wallet, Change change) {
        char[] password = context.passwords().existing(wallet.name());
        try {
            Secrets secrets = wallet.keys().open(password);
            try {
                KeyFile changed = change.of(wallet.keys(), secrets, password);
                wallet.replaceKeys(changed);
                return changed;
            } finally {
                secrets.wipe();
            }
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static void checkFree(Wallet wallet, String name) {
        StoredAccount.checkName(name);
        if (wallet.accounts().stream().anyMatch(account -> account.name().equals(name))) {
            throw new WalletException(new Failure.AccountExists(name));
        }
    }

    /** The subcommand that makes the next account. */
    @Command(
            name = "new",
            description =
                    "Makes the next account. The last one must have been used: a restored wallet looks no further.")
    static final class New implements Callable<Integer> {
        @ParentCommand
        private AccountCommand parent;

        @Parameters(arity = "0..1", paramLabel = "NAME", description = "what to call it", defaultValue = "")
        private String name = "";

        @Option(
                names = "--anyway",
                description = "even if the last account has no history; 'restore' won't find this one by itself")
        private boolean anyway;

        /**
         * The answer.
         *
         * @param address the first one to receive with
         */
        record Made(String wallet, int number, String name, String path, String address) {}

        @Override
        public Integer call() {
            CommandContext context = parent.context;
            try (Wallet wallet = context.open()) {
                context.checkSpends(wallet);
                if (!name.isEmpty()) {
                    checkFree(wallet, name);
                }
                if (!anyway) {
                    checkUsed(wallet);
                }
                int number = wallet.accounts().size();
                KeyFile keys = change(
                        context,
                        wallet,
                        (file, secrets, password) -> file.withAccounts(
                                List.of(StoredAccount.derive(secrets, file.network(), number, name)),
                                secrets,
                                password,
                                context.environment().scryptCost(),
                                context.environment().random()));
                StoredAccount made = keys.accounts().get(number);
                String address =
                        new Account(made).address(Branch.RECEIVE, 0).address().toString();
                String label = AccountChoice.label(new Account(made));
                context.output()
                        .answer(
                                new Made(wallet.name(), number, name, made.path(), address),
                                context.text("account.made", label, made.path(), address, number));
            }
            return 0;
        }

        private static void checkUsed(Wallet wallet) {
            Ledger ledger = wallet.scan();
            int last = wallet.accounts().size() - 1;
            if (ledger.used(last, Branch.RECEIVE) == 0 && ledger.used(last, Branch.CHANGE) == 0) {
                throw new WalletException(new Failure.AccountUnused(last));
            }
        }
    }

    /** The subcommand that looks for used accounts. */
    @Command(
            name = "find",
            description =
                    "Looks for further accounts of the words that were used, as 'restore' does if a node answers.")
    static final class Find implements Callable<Integer> {
        @ParentCommand
        private AccountCommand parent;

        /** The answer: the numbers of those that are new here. */
        record Found(String wallet, List<Integer> found) {}

        @Override
        public Integer call() {
            CommandContext context = parent.context;
            try (Wallet wallet = context.open()) {
                context.checkSpends(wallet);
                int before = wallet.accounts().size();
                KeyFile keys = change(
                        context, wallet, (file, secrets, password) -> withFound(context, file, secrets, password));
                List<Integer> found = keys.accounts().stream()
                        .map(StoredAccount::number)
                        .filter(number -> number >= before)
                        .toList();
                String numbers = found.stream().map(String::valueOf).collect(Collectors.joining(", "));
                context.output()
                        .answer(
                                new Found(wallet.name(), found),
                                found.isEmpty()
                                        ? context.text("account.none-found")
                                        : context.text("account.found", numbers));
            }
            return 0;
        }
    }

    /** The key file with the used accounts after its last; the same one if there is none. */
    static KeyFile withFound(CommandContext context, KeyFile file, Secrets secrets, char[] password) {
        List<StoredAccount> found = AccountDiscovery.find(context.setting(), file, secrets);
        return found.isEmpty()
                ? file
                : file.withAccounts(
                        found,
                        secrets,
                        password,
                        context.environment().scryptCost(),
                        context.environment().random());
    }

    /** The subcommand that names an account. */
    @Command(name = "name", description = "Names an account, or names it anew. The first one is always called 0.")
    static final class Name implements Callable<Integer> {
        @ParentCommand
        private AccountCommand parent;

        @Parameters(paramLabel = "N|NAME", description = "the account")
        private String account = "";

        @Parameters(paramLabel = "NEW-NAME", description = "what to call it")
        private String name = "";

        /** The answer. */
        record Named(String wallet, int number, String name) {}

        @Override
        public Integer call() {
            CommandContext context = parent.context;
            try (Wallet wallet = context.open()) {
                context.checkSpends(wallet);
                int number = wallet.account(account).number();
                if (number == 0) {
                    throw new WalletException(new Failure.FirstAccount());
                }
                checkFree(wallet, name);
                change(
                        context,
                        wallet,
                        (file, secrets, password) -> file.withName(
                                number,
                                name,
                                secrets,
                                password,
                                context.environment().scryptCost(),
                                context.environment().random()));
                context.output()
                        .answer(new Named(wallet.name(), number, name), context.text("account.named", number, name));
            }
            return 0;
        }
    }
}
