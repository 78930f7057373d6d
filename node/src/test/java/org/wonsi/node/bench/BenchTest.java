package org.wonsi.node.bench;

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
import org.wonsi.core.block.Block;

class BenchTest {
    @Test
    @DisplayName("A chain made for measuring is valid, has the payments asked for, and is the same each time")
    void chain() {
        List<Block> blocks = BenchChain.payments(2, 20);
        // A hundred and one for the coins to mature, one to spread them, two of payments.
        assertThat(blocks).hasSize(104);
        assertThat(blocks.get(103).transactions()).hasSize(21);
        assertThat(BenchChain.payments(2, 20)).isEqualTo(blocks);
        assertThat(BenchChain.empty(3)).hasSize(3);
    }

    @Test
    @DisplayName("Every measurement has a name of its own")
    void names() {
        assertThat(Benchmark.all(BenchTest.class).stream().map(Benchmark::name))
                .containsExactly(
                        "hash", "signatures", "scripts", "blocks", "import", "sync", "http", "start", "wallet");
    }

    @Test
    @DisplayName("Large numbers are grouped, small ones have two places, and the median is the one in the middle")
    void report() {
        StringWriter text = new StringWriter();
        BenchReport report = new BenchReport(new PrintWriter(text));
        report.line("many", 1234567.8, "/s");
        report.line("few", 2.345, "x");
        assertThat(text.toString()).contains("1,234,568 /s").contains("2.35 x");
        assertThat(BenchReport.median(9, 1, 5)).isEqualTo(5);
    }

    @Test
    @DisplayName("A measurement's directory is gone afterwards with what was in it")
    void directory() throws IOException {
        Path path;
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            path = directory.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/c"), "x");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    @DisplayName("A process that fails isn't measured; what it said is in the error")
    void failingProcess() throws IOException, InterruptedException {
        List<String> version = ChildJava.command(List.of(), List.of("-version"));
        assertThat(ChildJava.millisUntilEnd(version, Map.of())).isPositive();
        List<String> nonsense = ChildJava.command(List.of(), List.of("-no-such-option"));
        assertThatThrownBy(() -> ChildJava.millisUntilEnd(nonsense, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("a process ended with 1:")
                .hasMessageContaining("Unrecognized option: -no-such-option");
    }
}
