package org.wonsi.wallet.cli.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.WalletSetting;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.keystore.WalletDirectory;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.Notice;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The context that all commands share: the options that all understand, the wallet they mean, and where answers and errors go.
 */
@Command(
        name = "wonsi wallet",
        description = "Keeps keys, receives and pays. Talks to nodes over HTTP; the keys stay here.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "Wonsi wallet 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class CommandContext {
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

    /** A context in this environment, with messages in this language. */
    public CommandContext(Environment environment, Messages messages) {
        this.environment = environment;
        this.messages = messages;
    }

    /** An error as JSON. */
    record ErrorAnswer(Reason error) {
        /** The answer to a program when a command fails: a stable code, and the sentence. */
        record Reason(String code, String message) {}
    }

    /** Says why a command couldn't do what it should; the exit code. */
    public int failed(Exception e) throws Exception {
        if (e instanceof WalletException problem) {
            int code = failed(problem.failure().code(), messages.text(problem));
            return problem.is(Failure.NeedsYes.class) ? CommandLine.ExitCode.USAGE : code;
        }
        if (e instanceof MalformedException malformed) {
            return failed("malformed", messages.text(malformed));
        }
        throw e;
    }

    /** Says what is wrong with the command line, in a sentence, and where help is; the exit code. */
    public int misused(String sentence, CommandLine command, String... words) {
        json = json || List.of(words).contains("--json");
        failed("usage", sentence);
        if (!json) {
            String name = command.getCommandSpec().qualifiedName();
            environment.terminal().err().println(messages.text("usage.hint", name));
        }
        return CommandLine.ExitCode.USAGE;
    }

    private int failed(String code, String sentence) {
        if (json) {
            environment
                    .terminal()
                    .out()
                    .println(Output.toJson(new ErrorAnswer(new ErrorAnswer.Reason(code, sentence))));
        } else {
            environment.terminal().err().println(messages.text("error", sentence));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Looked for before all else, by {@code WonsiWallet}; here it is only checked. */
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
    public Environment environment() {
        return environment;
    }

    /** The sentences. */
    public Messages messages() {
        return messages;
    }

    /** A sentence. */
    public String text(String key, Object... values) {
        return messages.text(key, values);
    }

    /** The output that answers are written to. */
    public Output output() {
        return new Output(environment.terminal().out(), json);
    }

    /** The network asked for: the option, then {@code WONSI_NETWORK}, then the seminar's. */
    public Network network() {
        return Network.parse(
                network.isEmpty() ? environment.variables().getOrDefault("WONSI_NETWORK", "seminar") : network);
    }

    /** The wallet asked for. */
    public String walletName() {
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
            throw new WalletException(new Failure.BadMaxHistory(mostTransactions));
        }
        return mostTransactions;
    }

    /** The source of passwords. */
    public Passwords passwords() {
        return new Passwords(
                environment.terminal(), messages, Optional.ofNullable(passwordFile), environment.variables());
    }

    /** Seconds for all questions of a command: 1 to 3,600. */
    private int seconds() {
        if (timeout < 1 || timeout > 3600) {
            throw new WalletException(new Failure.BadTimeout(timeout));
        }
        return timeout;
    }

    /** The setting with which a wallet is opened. */
    public WalletSetting setting() {
        return new WalletSetting(
                environment.home(),
                network(),
                wallet,
                nodesAskedFor(),
                mostTransactions(),
                seconds(),
                environment.clock(),
                environment.random(),
                notice -> note(sentence(notice)));
    }

    /** The wallet asked for. */
    public Wallet open() {
        return Wallet.open(setting());
    }

    /** The directory of the wallets of the chosen network. */
    public WalletDirectory directory() {
        return new WalletDirectory(environment.home(), network());
    }

    /** Says something beside the answer; a program finds it in the answer's notices. */
    public void note(String sentence) {
        if (!json) {
            environment.terminal().err().println(messages.text("notice", sentence));
        }
    }

    private String sentence(Notice notice) {
        return messages.text(notice);
    }

    /** The notices of a wallet, as sentences. */
    public List<String> notices(Wallet open) {
        return open.notices().stream().map(this::sentence).toList();
    }

    /** Stops before questions are asked that lead nowhere: a wallet that only watches can't sign. */
    public void checkSpends(Wallet open) {
        if (open.keys().isWatchOnly()) {
            throw new WalletException(new Failure.WatchOnly());
        }
    }

    /** Unlocks the keys with the password; to be closed as soon as the signing is done. */
    public Signer unlock(Wallet open) {
        return new Signer(secrets(open), open.keys().accounts());
    }

    /** Unlocks the secrets with the password; the caller wipes them. */
    public Secrets secrets(Wallet open) {
        checkSpends(open);
        char[] password = passwords().existing(open.name());
        try {
            return open.keys().open(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
