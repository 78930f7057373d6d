package org.wonsi.node.command;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.Program;
import org.wonsi.node.command.simulate.SimulateCommand;
import org.wonsi.node.platform.Version;
import org.wonsi.node.runtime.NativeLibraries;
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
            "So is SQL on a whole chain: ./wonsi sql --help, or java -jar wonsi-columns.jar sql --help",
            "And what needs more than one machine, on Spark: ./wonsi cluster --help"
        })
public final class Wonsi implements Runnable {
    private static final Map<String, Class<?>> COMMANDS = commands();

    private static final Set<String> NEED_NATIVE_LIBRARIES = Set.of("node", "seminar");

    @Spec
    private CommandSpec spec;

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        all.put("node", NodeCommand.class);
        all.put("serve", ServeCommand.class);
        all.put("seminar", SeminarCommand.class);
        all.put("lab", LabCommand.class);
        all.put("export", ExportCommand.class);
        all.put("simulate", SimulateCommand.class);
        all.put("bench", BenchCommand.class);
        all.put("doctor", DoctorCommand.class);
        all.put("decode", DecodeCommand.class);
        all.put("site", SiteCommand.class);
        all.put("vectors", VectorsCommand.class);
        all.put("lying-node", LyingNodeCommand.class);
        return all;
    }

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        if (args.length > 0 && NEED_NATIVE_LIBRARIES.contains(args[0])) {
            NativeLibraries.loadAhead();
        }
        System.exit(run(commandLine(args), args, System.getenv()));
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
        return commandLine(COMMANDS.values());
    }

    /**
     * The commands that a line can mean: the one that its first word names, else all of them.
     *
     * <p>To read the options of eleven commands that are not meant takes a tenth of a node's start.
     */
    static CommandLine commandLine(String... args) {
        Class<?> named = args.length == 0 ? null : COMMANDS.get(args[0]);
        return named == null ? commandLine() : commandLine(List.of(named));
    }

    private static CommandLine commandLine(Collection<Class<?>> commands) {
        CommandLine line = Program.commandLine(new Wonsi());
        commands.forEach(line::addSubcommand);
        // What is set holds for the commands that are there.
        return line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw Program.missing(spec);
    }
}
