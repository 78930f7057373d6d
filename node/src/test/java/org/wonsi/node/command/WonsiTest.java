package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

class WonsiTest {
    private static final List<String> NAMES = List.of(
            "node",
            "serve",
            "seminar",
            "lab",
            "export",
            "simulate",
            "bench",
            "doctor",
            "decode",
            "site",
            "vectors",
            "lying-node");

    @ParameterizedTest
    @FieldSource("NAMES")
    @DisplayName("A line's first word names its command, and only that one is read")
    void named(String name) {
        assertThat(Wonsi.commandLine(name, "--help").getSubcommands()).containsOnlyKeys(name);
    }

    @Test
    @DisplayName("Without a command's name all are there, for the help and for what was meant")
    void all() {
        assertThat(Wonsi.commandLine().getSubcommands()).containsOnlyKeys(NAMES.toArray(String[]::new));
        for (String word : new String[] {"--help", "nod", "", "Node"}) {
            assertThat(Wonsi.commandLine(word).getSubcommands()).as(word).hasSize(12);
        }
    }

    @ParameterizedTest
    @CsvSource({"seminar,--lang,ko", "seminar,--lang,EN", "decode,--as,header"})
    @DisplayName("Words that an option lists are taken in small letters, as the help writes them, and in capitals")
    void smallLetters(String command, String option, String word) {
        String[] line = command.equals("decode")
                ? new String[] {command, option, word, "00"}
                : new String[] {command, option, word};
        CommandLine.ParseResult parsed = Wonsi.commandLine(line).parseArgs(line);
        assertThat(parsed.subcommand().matchedOption(option).<Object>getValue())
                .asString()
                .containsIgnoringCase(word);
    }

    @ParameterizedTest
    @CsvSource({
        "--http-port,65534,3 nodes",
        "--http-port,-1,3 nodes",
        "--p2p-port,99999,3 nodes",
    })
    @DisplayName("Ports that there aren't are refused before the last run is put aside")
    void ports(String option, String first, String nodes, @TempDir Path directory) throws Exception {
        Path run = Files.createDirectories(directory.resolve("now/Seoul"));
        StringWriter said = new StringWriter();
        int exit = Wonsi.commandLine("seminar")
                .setErr(new PrintWriter(said))
                .execute("seminar", "--data-dir", String.valueOf(directory), option, first);
        assertThat(exit).isEqualTo(2);
        assertThat(said.toString())
                .startsWith(option + " " + first + " leaves no port for " + nodes + "; ports go from 1 to 65535");
        assertThat(run).exists();
    }
}
