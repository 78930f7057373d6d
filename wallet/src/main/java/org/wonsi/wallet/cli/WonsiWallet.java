package org.wonsi.wallet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.tx.Transaction;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.WalletSetting;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.keystore.Scrypt;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.keystore.WalletDirectory;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The wallet's program: options that every command understands, and the commands. */
@Command(
        name = "wonsi wallet",
        description = "Keeps keys, receives and pays. Talks to nodes over HTTP; the keys stay here.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "Wonsi wallet 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class WonsiWallet {
    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    private final Environment environment;
    private final Messages messages;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--network",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "seminar (default), regtest or mainnet")
    private String network = "";

    @Option(
            names = {"-w", "--wallet"},
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "which wallet; default: ${DEFAULT-VALUE}",
            defaultValue = "default")
    private String wallet = "default";

    @Option(
            names = "--node",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "node to ask, may be repeated; default: what 'use' set, else " + WalletSetting.DEFAULT_NODE)
    private List<String> nodes = new ArrayList<>();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "answer in JSON, amounts in satoshis")
    private boolean json;

    @Option(
            names = "--password-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "read the password from the first line of a file")
    private @Nullable Path passwordFile;

    @Option(
            names = "--max-history",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "transactions read of one address at the most; default: ${DEFAULT-VALUE}",
            defaultValue = "10000")
    private int mostTransactions = 10_000;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "SECONDS",
            description = "for all questions to nodes together; default: ${DEFAULT-VALUE}",
            defaultValue = "60")
    private int timeout = 60;

    private WonsiWallet(Environment environment, Messages messages) {
        this.environment = environment;
        this.messages = messages;
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("create", CreateCommand::new);
        all.put("restore", RestoreCommand::new);
        all.put("list", ListCommand::new);
        all.put("accounts", AccountsCommand::new);
        all.put("account", AccountCommand::new);
        all.put("address", AddressCommand::new);
        all.put("addresses", AddressesCommand::new);
        all.put("balance", BalanceCommand::new);
        all.put("history", HistoryCommand::new);
        all.put("coins", CoinsCommand::new);
        all.put("send", SendCommand::new);
        all.put("bump", BumpCommand::new);
        all.put("abandon", AbandonCommand::new);
        all.put("memo", MemoCommand::new);
        all.put("freeze", FreezeCommand::new);
        all.put("use", UseCommand::new);
        all.put("verify-payment", VerifyPaymentCommand::new);
        all.put("privacy", PrivacyCommand::new);
        all.put("sign-message", SignMessageCommand::new);
        all.put("verify-message", VerifyMessageCommand::new);
        all.put("decode", DecodeCommand::new);
        all.put("sign", SignCommand::new);
        all.put("broadcast", BroadcastCommand::new);
        all.put("export", ExportCommand::new);
        all.put("import", ImportCommand::new);
        all.put("passwd", PasswdCommand::new);
        all.put("doublespend", DoubleSpendCommand::new);
        all.put("completion", CompletionCommand::new);
        return all;
    }

    /** The commands' names. */
    static Collection<String> commandNames() {
        return COMMANDS.keySet();
    }

    /** The program without a command to run, to look at its help. */
    static WonsiWallet forHelp(Environment environment, Messages messages) {
        return new WonsiWallet(environment, messages);
    }

    /** Runs the program and ends the process. */
    public static void main(String[] arguments) {
        Environment environment = new Environment(
                new SystemTerminal(),
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Clock.systemUTC(),
                new SecureRandom(),
                Scrypt.COST);
        int code = run(environment, arguments);
        System.out.flush();
        System.exit(code);
    }

    /** Runs one command: 0 done, 1 it couldn't be done, 2 the command line was wrong. */
    public static int run(Environment environment, String... arguments) {
        Messages messages = new Messages(locale(environment.variables(), arguments));
        WonsiWallet program = new WonsiWallet(environment, messages);
        Terminal terminal = environment.terminal();
        CommandLine line = commandLine(program, messages, needed(arguments))
                .setOut(new PrintWriter(new StreamWriter(terminal.out()), true))
                .setErr(new PrintWriter(new StreamWriter(terminal.err()), true))
                .setParameterExceptionHandler((e, words) -> program.misused(e, words))
                .setExecutionExceptionHandler((e, command, parsed) -> program.failed(e));
        if (arguments.length == 0) {
            line.usage(terminal.out());
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    /** All commands, with their help in the language of the messages. */
    static CommandLine commandLine(WonsiWallet program, Messages messages) {
        return commandLine(program, messages, COMMANDS.keySet());
    }

    private static CommandLine commandLine(WonsiWallet program, Messages messages, Collection<String> names) {
        CommandLine line = new CommandLine(program);
        names.forEach(name -> line.addSubcommand(
                name, COMMANDS.getOrDefault(name, () -> program).get()));
        line.setResourceBundle(messages.bundle()).setUsageHelpAutoWidth(false).setAbbreviatedOptionsAllowed(false);
        line.getCommandSpec().usageMessage().width(100);
        return line;
    }

    /**
     * The commands a command line can mean: those it names, else all of them.
     *
     * <p>To read the options of twenty commands that are not meant would take longer than to run the one that is.
     */
    private static Collection<String> needed(String... arguments) {
        List<String> named =
                Stream.of(arguments).distinct().filter(COMMANDS::containsKey).toList();
        return named.isEmpty() ? COMMANDS.keySet() : named;
    }

    /** --lang, then LC_ALL, LC_MESSAGES, LANG, then Java's default. */
    private static Locale locale(Map<String, String> variables, String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--lang=")) {
                return Locale.forLanguageTag(arguments[i].substring("--lang=".length()));
            }
            if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
                return Locale.forLanguageTag(arguments[i + 1]);
            }
        }
        for (String name : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
            String value = variables.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value.startsWith("ko") ? Locale.KOREAN : Locale.ENGLISH;
            }
        }
        return Locale.getDefault();
    }

    /** An error as JSON. */
    record Failure(Reason error) {
        record Reason(String code, String message) {}
    }

    private int failed(Exception e) throws Exception {
        if (e instanceof WalletException problem) {
            int code = failed(problem.code(), messages.text(problem));
            return problem.code().equals("needs-yes") ? CommandLine.ExitCode.USAGE : code;
        }
        if (e instanceof MalformedException malformed) {
            return failed("malformed", messages.text(malformed));
        }
        throw e;
    }

    /** Says what is wrong with the command line, and where help is. */
    private int misused(CommandLine.ParameterException e, String... words) {
        String sentence = new UsageText(messages).of(e);
        json = json || List.of(words).contains("--json");
        failed("usage", sentence);
        if (!json) {
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            environment.terminal().err().println(messages.text("usage.hint", command));
        }
        return CommandLine.ExitCode.USAGE;
    }

    private int failed(String code, String sentence) {
        if (json) {
            environment.terminal().out().println(Output.toJson(new Failure(new Failure.Reason(code, sentence))));
        } else {
            environment.terminal().err().println(messages.text("error", sentence));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Looked for before all else, in {@link #locale}; here it is only checked. */
    @Option(
            names = "--lang",
            scope = ScopeType.INHERIT,
            paramLabel = "en|ko",
            description = "language of the messages; default: the system's")
    void language(String language) {
        if (!language.equals("en") && !language.equals("ko")) {
            throw new CommandLine.ParameterException(spec.commandLine(), messages.text("usage.bad-language", language));
        }
    }

    /** The surroundings. */
    Environment environment() {
        return environment;
    }

    /** The sentences. */
    Messages messages() {
        return messages;
    }

    /** A sentence. */
    String text(String key, Object... values) {
        return messages.text(key, values);
    }

    /** Where answers go. */
    Output output() {
        return new Output(environment.terminal().out(), json);
    }

    /** The network asked for: the option, then {@code WONSI_NETWORK}, then the seminar's. */
    Network network() {
        return Network.parse(
                network.isEmpty() ? environment.variables().getOrDefault("WONSI_NETWORK", "seminar") : network);
    }

    /** The wallet asked for. */
    String walletName() {
        return wallet;
    }

    /** Nodes given on the command line, else in {@code WONSI_NODE}. */
    List<String> nodesAskedFor() {
        String variable = environment.variables().getOrDefault("WONSI_NODE", "");
        return nodes.isEmpty() && !variable.isEmpty() ? List.of(variable) : List.copyOf(nodes);
    }

    /** Transactions read of one address at the most: 25 to 1,000,000. */
    int mostTransactions() {
        if (mostTransactions < 25 || mostTransactions > 1_000_000) {
            throw new WalletException("bad-max-history", mostTransactions);
        }
        return mostTransactions;
    }

    /** Where passwords come from. */
    Passwords passwords() {
        return new Passwords(
                environment.terminal(), messages, Optional.ofNullable(passwordFile), environment.variables());
    }

    /** Seconds for all questions of a command: 1 to 3,600. */
    private int seconds() {
        if (timeout < 1 || timeout > 3600) {
            throw new WalletException("bad-timeout", timeout);
        }
        return timeout;
    }

    /** What a wallet is opened with. */
    WalletSetting setting() {
        return new WalletSetting(
                environment.home(),
                network(),
                wallet,
                nodesAskedFor(),
                mostTransactions(),
                seconds(),
                environment.clock(),
                environment.random(),
                phrase -> note(sentence(phrase)));
    }

    /** The wallet asked for. */
    Wallet open() {
        return Wallet.open(setting());
    }

    /** Where the wallets of the network asked for are. */
    WalletDirectory directory() {
        return new WalletDirectory(environment.home(), network());
    }

    /** Says something beside the answer; a program finds it in the answer's notices. */
    void note(String sentence) {
        if (!json) {
            environment.terminal().err().println(messages.text("notice", sentence));
        }
    }

    private String sentence(Phrase phrase) {
        return messages.text(phrase.key(), phrase.values().toArray());
    }

    /** What a wallet noticed, as sentences. */
    List<String> notices(Wallet open) {
        return open.notices().stream().map(this::sentence).toList();
    }

    /** Stops before questions are asked that lead nowhere: a wallet that only watches can't sign. */
    void checkSpends(Wallet open) {
        if (open.keys().isWatchOnly()) {
            throw new WalletException("watch-only");
        }
    }

    /** Unlocks the keys with the password; to be closed as soon as the signing is done. */
    Signer unlock(Wallet open) {
        return new Signer(secrets(open), open.keys().accounts());
    }

    /** Signs a payment with the password, sends it, and prints the answer. */
    void pay(Wallet open, Ledger ledger, Draft draft, List<String> replaced, String memo) {
        char[] password = passwords().existing(open.name());
        Transaction signed;
        try {
            signed = open.sender().sign(draft, ledger, password);
        } finally {
            Arrays.fill(password, '\0');
        }
        List<String> took = open.sender().send(draft, signed, replaced, memo);
        PaymentAnswer.sent(draft, signed, open, took, notices(open)).print(this);
    }

    /** Unlocks the secrets with the password; the caller wipes them. */
    Secrets secrets(Wallet open) {
        checkSpends(open);
        char[] password = passwords().existing(open.name());
        try {
            return open.keys().open(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
