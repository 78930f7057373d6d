package org.wonsi.node.command.program;

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
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    // What the system refuses is told as what it is; anything else is a mistake of this program.
                    if (failure instanceof CommandFailedException || failure instanceof UncheckedIOException) {
                        command.getErr().println("wonsi: " + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }

    /** What is thrown where only a command's name would say what to do. */
    public static CommandLine.ParameterException missing(CommandSpec spec) {
        return new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
