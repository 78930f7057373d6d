package org.wonsi.wallet.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.wonsi.wallet.cli.program.Terminal;

/** The process's console, or its standard streams where there is none. */
final class SystemTerminal implements Terminal {
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    @Override
    public PrintStream out() {
        return System.out;
    }

    @Override
    public PrintStream err() {
        return System.err;
    }

    @Override
    public boolean isInteractive() {
        return console().isPresent();
    }

    @Override
    public Optional<String> readLine(String prompt) {
        Optional<Console> console = console();
        if (console.isPresent()) {
            return Optional.ofNullable(console.get().readLine("%s", prompt));
        }
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<char[]> readPassword(String prompt) {
        return console().map(console -> console.readPassword("%s", prompt));
    }

    /**
     * The console, if a person sits at it: until Java 21 there is none otherwise, later ones have to be asked.
     *
     * <p>The question, {@code Console.isTerminal}, isn't in Java 17 and so is looked up by name.
     */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> console() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            boolean terminal =
                    Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
            return terminal ? Optional.of(console) : Optional.empty();
        } catch (NoSuchMethodException untilJava21) {
            return Optional.of(console);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal can be called", e);
        }
    }
}
