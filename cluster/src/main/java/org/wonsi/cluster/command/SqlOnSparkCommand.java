package org.wonsi.cluster.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.wonsi.cluster.spark.ClusterException;
import org.wonsi.cluster.spark.SparkAnswer;
import org.wonsi.cluster.spark.SparkLake;
import org.wonsi.columns.answer.AnswerFormat;
import org.wonsi.columns.question.Dialect;
import org.wonsi.columns.question.Question;
import org.wonsi.columns.sql.SqlFailed;
import org.wonsi.columns.sql.SqlScript;
import org.wonsi.columns.sql.Statements;
import org.wonsi.node.command.program.CommandFailedException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wonsi cluster sql}: questions to Parquet files, answered by Spark. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Asks Parquet files in SQL, as ./wonsi sql does, but answered by Spark; the tables are those of"
                    + " docs/columns.md.",
            "Without --query it reads statements from standard input. Unlike ./wonsi sql it isn't shut in: a statement may do"
                    + " whatever Spark may."
        })
final class SqlOnSparkCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "a directory that export --parquet wrote; also hdfs://... and whatever else Spark reads."
                    + " Without it there are no tables, but FROM parquet.`DIR/*.parquet` reads any file")
    private @Nullable String place;

    @Option(names = "--query", paramLabel = "SQL", description = "what to ask, or '.questions 5' for one of the twenty")
    private @Nullable String query;

    @ArgGroup
    private @Nullable AnswerFormat format;

    @Mixin
    private SparkOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<String> statements = statements(query == null ? SqlScript.standardInput() : query);
            try (SparkSession spark = options.open()) {
                if (place != null) {
                    SparkLake.createViews(spark, place);
                }
                for (String statement : statements) {
                    SparkAnswer.ask(spark, statement, AnswerFormat.writer(Optional.ofNullable(format), out));
                    out.flush();
                }
            }
            return 0;
        } catch (ClusterException | SqlFailed e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException("the answer can't be written: " + e.getMessage(), e);
        }
    }

    private static List<String> statements(String text) throws SqlFailed {
        String stripped = text.strip();
        if (!stripped.startsWith(".")) {
            return Statements.split(text);
        }
        String[] words = stripped.split("\\s+", -1);
        String number = words.length > 1 ? words[1] : "";
        if (words.length > 2 || !List.of(".questions", ".question").contains(words[0].toLowerCase(Locale.ROOT))) {
            throw new SqlFailed("the only command here is .questions N; ./wonsi sql has more");
        }
        return Question.all().stream()
                .filter(question -> String.valueOf(question.number()).equals(number)
                        || question.id().equals(number))
                .findFirst()
                .map(question -> List.of(question.sql(Dialect.SPARK)))
                .orElseThrow(() -> new SqlFailed("there is no question '" + number + "'; they are 1 to "
                        + Question.all().size() + ", and ./wonsi sql --query .questions lists them"));
    }
}
