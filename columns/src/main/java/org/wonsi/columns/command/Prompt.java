package org.wonsi.columns.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.wonsi.columns.lake.FlatView;
import org.wonsi.columns.schema.Column;
import org.wonsi.columns.schema.Table;
import org.wonsi.columns.sql.SqlFailed;
import org.wonsi.columns.sql.Statements;

/** A prompt for a person, with history, completion by tab, and Ctrl-C that stops a question. */
final class Prompt {
    private static final String FIRST = "wonsi> ";
    private static final String MORE = "  ...> ";

    private final Terminal terminal;
    private final LineReader reader;

    Prompt(Terminal terminal, Path history) {
        this.terminal = terminal;
        DefaultParser words = new DefaultParser();
        // A backslash or a quote is for SQL to judge.
        words.setEscapeChars(new char[0]);
        words.setQuoteChars(new char[0]);
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("wonsi sql")
                .parser(words)
                .completer(new StringsCompleter(completions()))
                .variable(LineReader.HISTORY_FILE, history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .build();
    }

    /**
     * Whether a person types and reads.
     *
     * <p>From Java 22 on there is a {@code Console} for pipes, too. The question {@code Console.isTerminal} isn't in Java 17
     * and so is looked up by name.
     */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isAtTerminal() {
        java.io.Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            return Boolean.TRUE.equals(
                    java.io.Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal can be called", e);
        }
    }

    private static List<String> completions() {
        List<String> words = new ArrayList<>(Console.COMMANDS);
        Stream.of("SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT", "JOIN", "count(*)", "sum(", "DESCRIBE")
                .forEach(words::add);
        for (FlatView view : FlatView.values()) {
            words.add(view.viewName());
        }
        for (Table table : Table.values()) {
            words.add(table.tableName());
            for (Column column : table.columns()) {
                words.add(column.name());
                column.fields().forEach(field -> words.add(field.name()));
            }
        }
        return words.stream().distinct().toList();
    }

    /** Until .quit or Ctrl-D. */
    void run(Console console) throws IOException {
        PrintWriter out = terminal.writer();
        console.greet();
        StringBuilder text = new StringBuilder();
        while (true) {
            try {
                String line = reader.readLine(text.isEmpty() ? FIRST : MORE);
                if (text.isEmpty() && line.isBlank()) {
                    continue;
                }
                text.append(line).append('\n');
                boolean command = text.toString().stripLeading().startsWith(".");
                if (!command && !Statements.isComplete(text.toString())) {
                    continue;
                }
                String complete = text.toString();
                text.setLength(0);
                if (!answer(console, command ? List.of(complete) : Statements.split(complete), out)) {
                    return;
                }
            } catch (UserInterruptException e) {
                text.setLength(0);
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    private boolean answer(Console console, List<String> statements, PrintWriter out) throws IOException {
        // While nothing is asked, Ctrl-C belongs to the line that is being typed.
        Terminal.SignalHandler before =
                terminal.handle(Signal.INT, signal -> console.session().cancel());
        try {
            for (String statement : statements) {
                if (!console.run(statement)) {
                    return false;
                }
            }
        } catch (SqlFailed e) {
            out.println(e.getMessage());
        } finally {
            terminal.handle(Signal.INT, before);
            out.flush();
        }
        return true;
    }
}
