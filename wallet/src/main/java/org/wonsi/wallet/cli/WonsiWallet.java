package org.wonsi.wallet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wonsi.wallet.cli.funds.AddressCommand;
import org.wonsi.wallet.cli.funds.BalanceCommand;
import org.wonsi.wallet.cli.funds.CoinsCommand;
import org.wonsi.wallet.cli.funds.FreezeCommand;
import org.wonsi.wallet.cli.funds.HistoryCommand;
import org.wonsi.wallet.cli.funds.ListAddressesCommand;
import org.wonsi.wallet.cli.funds.MemoCommand;
import org.wonsi.wallet.cli.funds.PrivacyCommand;
import org.wonsi.wallet.cli.keys.AccountCommand;
import org.wonsi.wallet.cli.keys.CreateCommand;
import org.wonsi.wallet.cli.keys.ExportCommand;
import org.wonsi.wallet.cli.keys.ImportCommand;
import org.wonsi.wallet.cli.keys.ListAccountsCommand;
import org.wonsi.wallet.cli.keys.ListCommand;
import org.wonsi.wallet.cli.keys.PasswdCommand;
import org.wonsi.wallet.cli.keys.RestoreCommand;
import org.wonsi.wallet.cli.keys.SignMessageCommand;
import org.wonsi.wallet.cli.keys.UseCommand;
import org.wonsi.wallet.cli.keys.VerifyMessageCommand;
import org.wonsi.wallet.cli.pay.AbandonCommand;
import org.wonsi.wallet.cli.pay.BroadcastCommand;
import org.wonsi.wallet.cli.pay.BumpCommand;
import org.wonsi.wallet.cli.pay.DecodeCommand;
import org.wonsi.wallet.cli.pay.DoubleSpendCommand;
import org.wonsi.wallet.cli.pay.SendCommand;
import org.wonsi.wallet.cli.pay.SignCommand;
import org.wonsi.wallet.cli.pay.VerifyPaymentCommand;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.cli.program.Environment;
import org.wonsi.wallet.cli.program.Messages;
import org.wonsi.wallet.cli.program.Terminal;
import org.wonsi.wallet.keystore.Scrypt;
import picocli.CommandLine;

/** The main class of the wallet: the commands, and which of them a command line means. */
public final class WonsiWallet {
    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    private WonsiWallet() {}

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("create", CreateCommand::new);
        all.put("restore", RestoreCommand::new);
        all.put("list", ListCommand::new);
        all.put("accounts", ListAccountsCommand::new);
        all.put("account", AccountCommand::new);
        all.put("address", AddressCommand::new);
        all.put("addresses", ListAddressesCommand::new);
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
        CommandContext context = new CommandContext(environment, messages);
        Terminal terminal = environment.terminal();
        CommandLine line = commandLine(context, messages, needed(arguments))
                .setOut(new PrintWriter(new StreamWriter(terminal.out()), true))
                .setErr(new PrintWriter(new StreamWriter(terminal.err()), true))
                .setParameterExceptionHandler(
                        (e, words) -> context.misused(new UsageText(messages).of(e), e.getCommandLine(), words))
                .setExecutionExceptionHandler((e, command, parsed) -> context.failed(e));
        if (arguments.length == 0) {
            line.usage(terminal.out());
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    /** All commands, with their help in the language of the messages. */
    static CommandLine commandLine(CommandContext context, Messages messages) {
        return commandLine(context, messages, COMMANDS.keySet());
    }

    private static CommandLine commandLine(CommandContext context, Messages messages, Collection<String> names) {
        CommandLine line = new CommandLine(context);
        names.forEach(name -> line.addSubcommand(
                name, COMMANDS.getOrDefault(name, () -> context).get()));
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
}
