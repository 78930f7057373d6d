package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OptionDefaultsTest {
    @TempDir
    Path directory;

    private String maxHashRate(Map<String, String> environment, String... arguments) {
        OptionDefaults defaults = new OptionDefaults(environment, List.of(arguments));
        CommandLine wonsi = Wonsi.commandLine().setDefaultValueProvider(defaults);
        CommandLine.ParseResult parsed = wonsi.parseArgs(arguments).subcommand();
        return parsed.commandSpec().findOption("--max-hashrate").getValue().toString();
    }

    @Test
    @DisplayName("The command line wins over the environment, that over wonsi.conf, and that over the built-in value")
    void precedence() throws IOException {
        String flag = "--data-dir=" + directory;
        assertThat(maxHashRate(Map.of(), "node", flag)).isEqualTo("300000");
        Files.writeString(directory.resolve("wonsi.conf"), "# slower\nmax-hashrate = 1000\n");
        assertThat(maxHashRate(Map.of(), "node", flag)).isEqualTo("1000");
        assertThat(maxHashRate(Map.of("WONSI_MAX_HASHRATE", "2000"), "node", flag))
                .isEqualTo("2000");
        assertThat(maxHashRate(Map.of("WONSI_MAX_HASHRATE", "2000"), "node", flag, "--max-hashrate", "3000"))
                .isEqualTo("3000");
    }

    @Test
    @DisplayName("The data directory whose wonsi.conf counts can itself come from the environment")
    void directoryFromEnvironment() throws IOException {
        Files.createDirectories(directory.resolve("regtest/Busan"));
        Files.writeString(directory.resolve("regtest/Busan/wonsi.conf"), "max-hashrate=7\n");
        Map<String, String> environment =
                Map.of("WONSI_HOME", directory.toString(), "WONSI_NETWORK", "regtest", "WONSI_NAME", "Busan");
        assertThat(maxHashRate(environment, "node")).isEqualTo("7");
    }

    private static int run(PrintWriter err, String... arguments) {
        return Wonsi.run(Wonsi.commandLine().setErr(err), arguments, Map.of());
    }

    @Test
    @DisplayName("A line of wonsi.conf that names no option is refused by name, with exit code 2")
    void unknownLine() throws IOException {
        Files.writeString(directory.resolve("wonsi.conf"), "max-hashrat=1000\n");
        StringWriter err = new StringWriter();
        int code = run(new PrintWriter(err, true), "node", "--data-dir", directory.toString());
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("wonsi.conf says 'max-hashrat', but there is no option --max-hashrat");
    }

    @Test
    @DisplayName("Used wrongly, a command ends with exit code 2 and says what is right")
    void usage() {
        StringWriter err = new StringWriter();
        PrintWriter writer = new PrintWriter(err, true);
        assertThat(run(writer, "node", "--network", "testnet")).isEqualTo(2);
        assertThat(err.toString()).contains("choose seminar, regtest or mainnet");
        assertThat(run(writer, "seminar", "--nodes", "31")).isEqualTo(2);
        assertThat(err.toString()).contains("1 to 30 nodes, not 31");
        assertThat(run(writer, "node", "--mine", "nobody")).isEqualTo(2);
        assertThat(err.toString()).contains("--mine: ");
    }

    @Test
    @DisplayName("What is wrong is followed by what was perhaps meant and how to get help, and not by all options")
    void help() {
        assertThat(complaint("node", "--p2p-port", "8333").lines().skip(1))
                .containsExactly("Possible solutions: --p2p", "See: wonsi node --help");
        assertThat(complaint("node", "--network", "testnet").lines().skip(1)).containsExactly("See: wonsi node --help");
        assertThat(complaint("lab", "fly").lines().skip(1)).containsExactly("See: wonsi lab --help");
        assertThat(complaint("nodee").lines())
                .containsExactly(
                        "Unmatched argument at index 0: 'nodee'",
                        "Did you mean: wonsi node or wonsi decode or wonsi lying-node?",
                        "See: wonsi --help");
        assertThat(complaint()).startsWith("a command is missing").contains("Usage: wonsi", "seminar");
    }

    private static String complaint(String... line) {
        StringWriter err = new StringWriter();
        assertThat(run(new PrintWriter(err, true), line)).isEqualTo(2);
        return err.toString();
    }
}
