package org.wonsi.columns.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.answer.AnswerFormat;
import org.wonsi.columns.answer.AnswerWriter;
import org.wonsi.columns.lake.LakeException;
import org.wonsi.columns.sql.SqlFailed;
import org.wonsi.columns.sql.SqlScript;
import org.wonsi.columns.sql.Statements;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.platform.HomeDirectory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wonsi sql}: questions to a chain, typed, in a script, or one after {@code --query}. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a chain questions in SQL, in the tables blocks and transactions that docs/columns.md describes.",
            "Without --query it reads statements from standard input; from a terminal with a prompt. Nothing asked can"
                    + " change anything, or read another file."
        },
        footer = {
            "",
            "For example:",
            "  ./wonsi sql --query .questions",
            "  ./wonsi sql --query \".questions 5\" --lang ko",
            "  ./wonsi sql chain-as-parquet --query \"SELECT number, transaction_count FROM blocks\" --csv"
        })
final class SqlCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..1",
            description = "a node's data directory, the chain.db in it, or a directory that export --parquet wrote; by"
                    + " default the running seminar's first node")
    private @Nullable Path place;

    @Option(names = "--query", paramLabel = "SQL", description = "what to ask, or a command like '.questions 5'")
    private @Nullable String query;

    @ArgGroup
    private @Nullable AnswerFormat format;

    @Option(names = "--plot", description = "draw the last answer's first two columns below it")
    private boolean plot;

    @Option(names = "--svg", paramLabel = "FILE", description = "write that drawing to a new file")
    private @Nullable Path svg;

    @Option(
            names = "--lang",
            paramLabel = "en|ko|both",
            description = "the language of questions and meanings; by default this machine's")
    private @Nullable String language;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            defaultValue = "1024",
            description = "the most that a question may take; sorting goes on on the disk (${DEFAULT-VALUE})")
    private int memoryMegabytes = 1024;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (memoryMegabytes < 64) {
            throw new ParameterException(spec.commandLine(), "--memory is 64 or more");
        }
        List<String> languages = languages();
        boolean prompt = query == null && Prompt.isAtTerminal();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Workplace workplace = Workplace.make()) {
            ChainPlace chain = ChainPlace.of(place());
            Console.Opener opener = () -> chain.open(workplace.directory(), memoryMegabytes, height -> {
                err.println("  reading the chain, height " + height);
                err.flush();
            });
            return prompt ? prompt(opener, languages) : script(opener, languages, out);
        } catch (LakeException | SqlFailed e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException | SQLException e) {
            throw new CommandFailedException("the answer can't be written: " + e.getMessage(), e);
        }
    }

    private Path place() {
        if (place != null) {
            return place;
        }
        Path seminar = HomeDirectory.ofSeminar(System.getenv());
        if (!Files.isDirectory(seminar)) {
            throw new CommandFailedException("no seminar is running here (" + seminar
                    + " isn't there); name a node's data directory, or a directory that export --parquet wrote");
        }
        return seminar;
    }

    private List<String> languages() {
        String wanted = Optional.ofNullable(language)
                .orElseGet(() -> Locale.getDefault().getLanguage().equals("ko") ? "ko" : "en");
        return switch (wanted) {
            case "en", "ko" -> List.of(wanted);
            case "both" -> List.of("en", "ko");
            default -> throw new ParameterException(spec.commandLine(), "--lang is en, ko or both, not " + wanted);
        };
    }

    private Supplier<AnswerWriter> writer(PrintWriter out) {
        return () -> AnswerFormat.writer(Optional.ofNullable(format), out);
    }

    private int script(Console.Opener opener, List<String> languages, PrintWriter out)
            throws IOException, SqlFailed, SQLException {
        String text = query == null ? SqlScript.standardInput() : query;
        Console console = new Console(out, writer(out), opener, languages);
        try {
            if (run(console, text)) {
                if (plot) {
                    console.plot();
                }
                if (svg != null) {
                    console.svg(svg.toString());
                }
            }
            return 0;
        } finally {
            out.flush();
            console.close();
        }
    }

    /** Line by line where a line begins with a dot, else statement by statement. Returns whether the end was reached. */
    private static boolean run(Console console, String text) throws IOException, SqlFailed {
        StringBuilder statements = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            boolean between = statements.toString().isBlank() || Statements.isComplete(statements.toString());
            if (between && line.stripLeading().startsWith(".")) {
                ask(console, statements.toString());
                statements.setLength(0);
                if (!console.run(line)) {
                    return false;
                }
            } else {
                statements.append(line).append('\n');
            }
        }
        ask(console, statements.toString());
        return true;
    }

    private static void ask(Console console, String text) throws IOException, SqlFailed {
        for (String statement : Statements.split(text)) {
            console.run(statement);
        }
    }

    private int prompt(Console.Opener opener, List<String> languages) throws IOException, SQLException {
        Path home = HomeDirectory.of(System.getenv());
        Files.createDirectories(home);
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            Console console = new Console(terminal.writer(), writer(terminal.writer()), opener, languages);
            try {
                new Prompt(terminal, home.resolve("sql_history")).run(console);
            } finally {
                console.close();
            }
        }
        return 0;
    }
}
