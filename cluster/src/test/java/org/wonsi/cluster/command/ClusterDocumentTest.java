package org.wonsi.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@DisplayName("wonsi cluster")
class ClusterDocumentTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private static List<String> documented() throws IOException {
        List<Path> documents;
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            documents = new ArrayList<>(
                    docs.filter(path -> path.toString().endsWith(".md")).toList());
        }
        documents.add(Path.of("../README.md"));
        List<String> commands = new ArrayList<>();
        for (Path document : documents) {
            for (String line : Files.readAllLines(document)) {
                if (line.startsWith("./wonsi cluster ")) {
                    commands.add(line.substring("./wonsi ".length()));
                }
                Matcher inline = Pattern.compile("`\\./wonsi (cluster [^`]+)`").matcher(line);
                while (inline.find()) {
                    commands.add(inline.group(1));
                }
            }
        }
        return commands;
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> Stream.of(1, 2, 3)
                        .map(word::group)
                        .filter(x -> x != null)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    @Test
    @DisplayName("takes every command that the documents show")
    void documentedCommands() throws IOException {
        List<String> commands = documented();
        assertThat(commands).hasSizeGreaterThan(10);
        for (String command : commands) {
            List<String> words = new ArrayList<>(words(command));
            if (words.size() == 2) {
                // A command's name alone, in a sentence.
                words.add("--help");
            }
            assertThatCode(() -> WonsiCluster.commandLine().parseArgs(words.toArray(String[]::new)))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @DisplayName("refuses what can't be meant with exit code 2 and the reason, before Spark starts")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "cluster|a command is missing",
                "cluster sweep selfish|Missing required option: '--out=DIR'",
                "cluster sweep gold --out x|there is no sweep gold; there are selfish, double-spend, stale, propagation and network",
                "cluster sweep selfish --out x --seeds 0|--seeds is 1 or more, and --first-seed 0 to 1000000000000",
                "cluster sweep selfish --out x --first-seed -1|--seeds is 1 or more, and --first-seed 0 to 1000000000000",
                "cluster sweep selfish --out x --seeds 100000|27 points with 100000 seeds are 2700000 simulations; 2000000 are the most",
                "cluster sweep selfish --out x --y delay_50|there is no measure delay_50 in selfish; there are revenue",
                "cluster sweep selfish --out x --lang de|--lang is en or ko, not de",
                "cluster sweep selfish --out x --csv --json|Error: --csv, --json are mutually exclusive (specify only one)",
                "cluster sweep selfish --out x --set alpha=0.9|alpha is 0 to 0.49, not 0.9",
                "cluster start --workers 0|--workers and --cores are 1 to 64, --memory is 512 or more",
                "cluster speedup --workers 1,0|--seeds is 1 to 1000, each of --workers 1 to 64",
            })
    void refused(String command, String reason) {
        StringWriter err = new StringWriter();
        CommandLine line = WonsiCluster.commandLine().setErr(new PrintWriter(err));
        assertThat(line.execute(words(command).toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).startsWith(reason);
    }

    @ParameterizedTest
    @DisplayName("refuses a question that isn't there with exit code 1, before Spark starts")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                ".questions 21|wonsi: there is no question '21'; they are 1 to 20, and ./wonsi sql --query .questions lists them",
                ".questions|wonsi: there is no question ''; they are 1 to 20, and ./wonsi sql --query .questions lists them",
                ".tables|wonsi: the only command here is .questions N; ./wonsi sql has more",
            })
    void noQuestion(String query, String reason) {
        StringWriter err = new StringWriter();
        CommandLine line = WonsiCluster.commandLine().setErr(new PrintWriter(err));
        assertThat(line.execute("cluster", "sql", "--query", query)).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo(reason);
    }
}
