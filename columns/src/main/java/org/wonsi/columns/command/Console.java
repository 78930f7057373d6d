package org.wonsi.columns.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.answer.AnswerWriter;
import org.wonsi.columns.answer.KeptAnswer;
import org.wonsi.columns.answer.PlotData;
import org.wonsi.columns.answer.SvgPlot;
import org.wonsi.columns.answer.TextPlot;
import org.wonsi.columns.lake.FlatView;
import org.wonsi.columns.question.Dialect;
import org.wonsi.columns.question.Question;
import org.wonsi.columns.schema.Column;
import org.wonsi.columns.schema.Table;
import org.wonsi.columns.sql.SqlFailed;
import org.wonsi.columns.sql.SqlSession;
import org.wonsi.node.store.db.StorageException;

/**
 * The console, which carries out what is typed: statements, and commands that begin with a dot. It is the same for the
 * prompt, a script and {@code --query}.
 */
final class Console {
    static final List<String> COMMANDS =
            List.of(".help", ".questions", ".tables", ".schema", ".plot", ".svg", ".lang", ".reload", ".quit", ".exit");

    private final PrintWriter out;
    private final Supplier<AnswerWriter> format;
    private final Opener opener;
    private SqlSession session;
    private List<String> languages;
    private @Nullable KeptAnswer last;

    /** Opens the chain as it is now. */
    @FunctionalInterface
    interface Opener {
        SqlSession open() throws IOException;
    }

    Console(PrintWriter out, Supplier<AnswerWriter> format, Opener opener, List<String> languages) throws IOException {
        this.out = out;
        this.format = format;
        this.opener = opener;
        this.languages = languages;
        this.session = opener.open();
    }

    /** What is said before the first question. */
    void greet() {
        languages.forEach(language -> out.println(ConsoleWords.greeting(language)));
        out.flush();
    }

    SqlSession session() {
        return session;
    }

    /**
     * Does what a statement or a command with a dot says.
     *
     * @return whether to go on
     */
    boolean run(String text) throws SqlFailed, IOException {
        String line = text.strip();
        if (!line.startsWith(".")) {
            ask(line);
            return true;
        }
        String[] words = line.split("\\s+", 2);
        String argument = words.length > 1 ? words[1].strip() : "";
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case ".quit", ".exit" -> {
                return false;
            }
            case ".help" -> help();
            case ".questions", ".question" -> questions(argument);
            case ".tables" -> tables();
            case ".schema" -> schema(argument);
            case ".plot" -> plot();
            case ".svg" -> svg(argument);
            case ".lang" -> language(argument);
            case ".reload" -> reload();
            default ->
                throw new SqlFailed("there is no " + words[0] + "; the commands are " + String.join(" ", COMMANDS));
        }
        out.flush();
        return true;
    }

    private void ask(String sql) throws SqlFailed, IOException {
        KeptAnswer answer = new KeptAnswer(format.get());
        last = null;
        session.ask(sql, answer);
        last = answer;
        out.flush();
    }

    private void help() {
        languages.forEach(language -> out.println(ConsoleWords.help(language)));
    }

    private void tables() {
        for (Table table : Table.values()) {
            out.println("  " + table.tableName());
        }
        for (FlatView view : FlatView.values()) {
            out.println("  " + view.viewName() + "   (a row for each of transactions." + view.viewName() + ")");
        }
    }

    private void schema(String name) throws SqlFailed, IOException {
        if (name.isEmpty()) {
            for (Table table : Table.values()) {
                columns(table);
            }
            return;
        }
        for (Table table : Table.values()) {
            if (table.tableName().equalsIgnoreCase(name)) {
                columns(table);
                return;
            }
        }
        for (FlatView view : FlatView.values()) {
            if (view.viewName().equalsIgnoreCase(name)) {
                ask("DESCRIBE " + view.viewName());
                return;
            }
        }
        throw new SqlFailed("there is no table " + name + "; .tables lists them");
    }

    private void columns(Table table) {
        out.println(table.tableName());
        table.columns().forEach(column -> column(column, "  "));
    }

    private void column(Column column, String indent) {
        String type = column.fields().isEmpty() ? column.duckDbType() : "list of";
        out.println(indent + column.name() + "  " + type);
        for (String language : languages) {
            out.println(indent + "    " + (language.equals("ko") ? column.korean() : column.english()));
        }
        column.fields().forEach(field -> column(field, indent + "    "));
    }

    private void questions(String argument) throws SqlFailed, IOException {
        List<Question> all = Question.all();
        if (argument.isEmpty()) {
            for (Question question : all) {
                for (String language : languages) {
                    out.printf(Locale.ROOT, "%3d  %s%n", question.number(), question.title(language));
                }
            }
            languages.forEach(language -> out.println(ConsoleWords.askOne(language)));
            return;
        }
        String[] words = argument.split("\\s+", 2);
        Question question = all.stream()
                .filter(one -> String.valueOf(one.number()).equals(words[0])
                        || one.id().equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new SqlFailed("there is no question " + words[0] + "; they are 1 to " + all.size()));
        if (words.length == 1) {
            answer(question);
        } else {
            Dialect dialect = Dialect.parse(words[1])
                    .orElseThrow(() -> new SqlFailed(
                            "there is no engine " + words[1] + " here; there are SQLite, DuckDB, Spark and BigQuery"));
            spelling(question, dialect);
        }
    }

    private void answer(Question question) throws SqlFailed, IOException {
        String sql = question.sql(Dialect.DUCKDB);
        for (String language : languages) {
            out.println(question.number() + ". " + question.title(language));
        }
        out.println();
        out.println(sql.indent(2).stripTrailing());
        out.println();
        ask(sql);
        if (question.isDrawn() && last != null && last.plot().isPresent()) {
            out.println();
            plot();
        }
        for (String language : languages) {
            out.println();
            out.println(question.explanation(language));
        }
    }

    private void spelling(Question question, Dialect dialect) {
        if (!dialect.isTried()) {
            out.println("-- Written from " + dialect.title() + "'s manual, and never tried.");
            if (question.needsOwnColumns()) {
                out.println("-- It needs a column or table that the public data set doesn't have.");
            }
        }
        if (dialect == Dialect.SQLITE) {
            out.println("-- For the node's own database, chain.db.");
        }
        out.println(question.sql(dialect));
    }

    /** The last answer as a drawing. */
    void plot() throws SqlFailed {
        TextPlot.draw(drawable()).forEach(out::println);
        out.flush();
    }

    /** Writes the last answer's drawing to a new file. */
    void svg(String name) throws SqlFailed, IOException {
        if (name.isEmpty()) {
            throw new SqlFailed("name the file: .svg FILE");
        }
        String drawing = SvgPlot.draw(drawable());
        Path file = Path.of(name);
        try {
            Files.writeString(file, drawing, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new SqlFailed(file + " exists already; choose another name or delete it", e);
        } catch (IOException e) {
            throw new SqlFailed(
                    file + " can't be written (" + StorageException.reason(e) + "); name a file elsewhere", e);
        }
    }

    private PlotData drawable() throws SqlFailed {
        return Optional.ofNullable(last)
                .flatMap(KeptAnswer::plot)
                .orElseThrow(
                        () -> new SqlFailed(
                                "there is nothing to draw: ask something whose second column has numbers, in two rows or more"));
    }

    private void language(String argument) throws SqlFailed {
        languages = switch (argument) {
            case "en", "ko" -> List.of(argument);
            case "both" -> List.of("en", "ko");
            default -> throw new SqlFailed(".lang takes en, ko or both");
        };
    }

    private void reload() throws IOException {
        SqlSession fresh = opener.open();
        SqlSession old = session;
        session = fresh;
        try {
            old.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    void close() throws SQLException {
        session.close();
    }
}
