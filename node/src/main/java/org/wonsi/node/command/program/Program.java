package org.wonsi.node.command.program;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The frame of each of the programs: how it tells what failed. */
public final class Program {
    private Program() {}

    /** The command line of a program; exit code 0, 1 (failed) or 2 (used wrongly). */
    public static CommandLine commandLine(Object commands) {
        return new CommandLine(commands)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, words) -> misused(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    // What the system refuses is told as what it is; anything else is a mistake of this program.
                    if (failure instanceof CommandFailedException || failure instanceof UncheckedIOException) {
                        command.getErr().println("wonsi: " + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }

    /**
     * Says what is wrong with the line, then what was perhaps meant and how to get help. All options, dozens of lines, would
     * push what is wrong off the screen; only who names no command gets the list of them.
     */
    private static int misused(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        if (wrong instanceof MissingCommandException) {
            command.usage(err);
        } else {
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
            err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** What is thrown where only a command's name would say what to do. */
    public static CommandLine.ParameterException missing(CommandSpec spec) {
        return new MissingCommandException(spec);
    }

    private static final class MissingCommandException extends CommandLine.ParameterException {
        private static final long serialVersionUID = 1;

        MissingCommandException(CommandSpec spec) {
            super(spec.commandLine(), "a command is missing");
        }
    }
}
