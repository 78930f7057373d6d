package org.wonsi.node.command;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.simulate.SimulateCommand;
import org.wonsi.node.platform.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main class: {@code wonsi COMMAND}. Exit code 0, 1 (failed) or 2 (used wrongly). */
@Command(
        name = "wonsi",
        description = "Bitcoin as the white paper describes it, to be read, run and shown.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "The wallet is a program of its own: ./wonsi wallet --help, or java -jar wonsi-wallet.jar --help",
            "So is SQL on a whole chain: ./wonsi sql --help, or java -jar wonsi-columns.jar sql --help"
        },
        subcommands = {
            NodeCommand.class,
            ServeCommand.class,
            SeminarCommand.class,
            LabCommand.class,
            ExportCommand.class,
            SimulateCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            DecodeCommand.class,
            SiteCommand.class,
            VectorsCommand.class,
            LyingNodeCommand.class
        })
public final class Wonsi implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        System.exit(run(commandLine(), args, System.getenv()));
    }

    /** Runs a command line with the defaults of the environment and of {@code wonsi.conf}; gives the exit code. */
    public static int run(CommandLine commandLine, String[] args, Map<String, String> environment) {
        OptionDefaults defaults;
        try {
            defaults = new OptionDefaults(environment, List.of(args));
        } catch (CommandFailedException e) {
            commandLine.getErr().println("wonsi: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        return commandLine
                .setDefaultValueProvider(defaults)
                .setExecutionStrategy(parsed -> {
                    List<CommandLine> commands = parsed.asCommandLineList();
                    CommandSpec command = commands.get(commands.size() - 1).getCommandSpec();
                    if (!parsed.isUsageHelpRequested()) {
                        defaults.checkLines(command);
                    }
                    return new CommandLine.RunLast().execute(parsed);
                })
                .execute(args);
    }

    /** The commands, for running and for their documentation. */
    public static CommandLine commandLine() {
        return new CommandLine(new Wonsi())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    // What the system refuses is told as what it is; anything else is a mistake of this program.
                    if (failure instanceof CommandFailedException || failure instanceof UncheckedIOException) {
                        command.getErr().println("wonsi: " + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
