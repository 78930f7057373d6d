package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.tx.FeeRate;
import picocli.CommandLine;

@DisplayName("The options of what waits for a block become the relay policy")
class RelayOptionsTest {
    private static RelayPolicy policy(String... arguments) {
        RelayOptions options = new RelayOptions();
        new CommandLine(options).parseArgs(arguments);
        return options.policy();
    }

    @Test
    @DisplayName("none of them is Bitcoin Core's policy, each changes its own part")
    void parts() {
        assertThat(policy()).isEqualTo(RelayPolicy.standard());
        assertThat(policy("--mempool-limit", "5").maxMemory()).isEqualTo(5_000_000);
        assertThat(policy("--mempool-expiry", "1").expirySeconds()).isEqualTo(3_600);
        assertThat(policy("--min-relay-fee", "0.00000001").minRelayFee()).isEqualTo(new FeeRate(1));
        assertThat(policy("--min-relay-fee", "0").minRelayFee()).isEqualTo(FeeRate.ZERO);
        assertThat(policy("--min-relay-fee", "1").minRelayFee()).isEqualTo(new FeeRate(100_000_000));
        assertThat(policy("--datacarrier-size", "0").maxDataCarrierBytes()).isZero();
        assertThat(policy("--accept-nonstandard").acceptNonStandard()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "--mempool-limit, 4, '--mempool-limit is 5 to 1000000 megabytes, not 4'",
        "--mempool-limit, 1000001, '--mempool-limit is 5 to 1000000 megabytes, not 1000001'",
        "--mempool-expiry, 0, '--mempool-expiry is 1 to 1000000 hours, not 0'",
        "--datacarrier-size, -1, '--datacarrier-size is 0 to 1000000 bytes, not -1'",
        "--min-relay-fee, -0.1, '--min-relay-fee is 0 to 1 coin for 1,000 bytes with at most eight decimal places, as 0.00001, not -0.1'",
        "--min-relay-fee, 1.1, '--min-relay-fee is 0 to 1 coin for 1,000 bytes with at most eight decimal places, as 0.00001, not 1.1'",
        "--min-relay-fee, 0.000000001, '--min-relay-fee is 0 to 1 coin for 1,000 bytes with at most eight decimal places, as 0.00001, not 1E-9'"
    })
    @DisplayName("a value out of range is refused with the range")
    void ranges(String option, String value, String message) {
        assertThatThrownBy(() -> policy(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    @DisplayName("the command ends with exit code 2 for them, and says which option is wrong")
    void exitCode(@TempDir Path directory) {
        for (String[] wrong : new String[][] {
            {"--mempool-limit", "4"}, {"--min-relay-fee", "x"}, {"--rpc-auth", "alice:x"}, {"--mempool-expiry", "0"}
        }) {
            StringWriter err = new StringWriter();
            int code = Wonsi.run(
                    Wonsi.commandLine().setErr(new PrintWriter(err, true)),
                    new String[] {"node", "--data-dir", directory.toString(), wrong[0], wrong[1]},
                    Map.of());
            assertThat(code).as(wrong[0]).isEqualTo(2);
            assertThat(err.toString()).contains(wrong[0]);
        }
    }

    @Test
    @DisplayName("the command line wins over the environment, and that over wonsi.conf")
    void precedence(@TempDir Path directory) throws IOException {
        String flag = "--data-dir=" + directory;
        Files.writeString(directory.resolve("wonsi.conf"), "mempool-limit = 7\nmin-relay-fee=0.5\n");
        assertThat(value(Map.of(), "node", flag)).isEqualTo("7");
        assertThat(value(Map.of("WONSI_MEMPOOL_LIMIT", "8"), "node", flag)).isEqualTo("8");
        assertThat(value(Map.of("WONSI_MEMPOOL_LIMIT", "8"), "node", flag, "--mempool-limit", "9"))
                .isEqualTo("9");
    }

    private static String value(Map<String, String> environment, String... arguments) {
        CommandLine wonsi =
                Wonsi.commandLine().setDefaultValueProvider(new OptionDefaults(environment, List.of(arguments)));
        CommandLine.ParseResult parsed = wonsi.parseArgs(arguments).subcommand();
        return parsed.commandSpec().findOption("--mempool-limit").getValue().toString();
    }
}
