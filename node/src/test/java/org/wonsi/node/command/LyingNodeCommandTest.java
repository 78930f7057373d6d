package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.lying.Lie;
import picocli.CommandLine;

class LyingNodeCommandTest {
    private final StringWriter printed = new StringWriter();

    private int run(String... args) {
        CommandLine commandLine =
                Wonsi.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(printed, true));
        commandLine.setUsageHelpWidth(10_000);
        return Wonsi.run(commandLine, args, Map.of());
    }

    @Test
    @DisplayName("the help explains every lie in English and Korean")
    void help() {
        assertThat(run("lying-node", "--help")).isZero();
        for (Lie lie : Lie.all()) {
            assertThat(printed.toString()).contains(lie + ": " + lie.english(), lie.korean());
        }
    }

    @Test
    @DisplayName(
            "a lie that isn't known, none at all, and a URL or place that is none end with 2 and say what would do")
    void usage() {
        assertThat(run("lying-node")).isEqualTo(2);
        assertThat(printed.toString()).contains("Missing required option: '--lie=LIE'");
        assertThat(run("lying-node", "--lie", "fee,weather")).isEqualTo(2);
        assertThat(printed.toString())
                .contains("--lie: 'weather' is no lie known here; there are amount, fee, inputs, history, hide, tip,"
                        + " proof");
        assertThat(run("lying-node", "--lie", "fee", "--node", "Seoul")).isEqualTo(2);
        assertThat(printed.toString()).contains("--node: 'Seoul' is no URL of a node, such as http://127.0.0.1:8001");
        assertThat(run("lying-node", "--lie", "fee", "--http", "Seoul:x")).isEqualTo(2);
        assertThat(printed.toString()).contains("--http: 'Seoul:x' is no place to listen");
    }

    @Test
    @DisplayName("an honest node that doesn't answer ends it with 1, named")
    void nobodyThere() {
        assertThat(run("lying-node", "--lie", "TIP", "--node", "http://127.0.0.1:9/"))
                .isEqualTo(1);
        assertThat(printed.toString())
                .startsWith("wonsi: the node at http://127.0.0.1:9 doesn't answer")
                .endsWith("; is it running? Name an honest node with --node URL" + System.lineSeparator());
    }
}
