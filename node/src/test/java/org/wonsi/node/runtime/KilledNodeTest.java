package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.node.command.Wonsi;
import org.wonsi.node.store.Ask;

/** Kills a node's process while it mines; what its log told must still be there. */
@Timeout(120)
class KilledNodeTest {
    private static final int KILLS = 3;
    private static final int BLOCKS = 15;
    private static final Pattern BLOCK = Pattern.compile("block (\\d+) ([0-9a-f]{64}) by Seoul");

    @TempDir
    Path directory;

    private record Told(int height, BlockHash hash) {}

    @Test
    @DisplayName(
            "After kill -9 while mining, three times over, the next start needs nothing and lacks no block that was told")
    void losesNothing() throws IOException, InterruptedException {
        int before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Told last = mineAndDie();
            assertThat(last.height()).isGreaterThan(before);
            try (RegtestNetwork network = new RegtestNetwork(directory);
                    Node node = network.start("Seoul")) {
                int height = node.snapshot().tip().height();
                // One more may have been stored when the process died, told to nobody.
                assertThat(height).isBetween(last.height(), last.height() + 1);
                assertThat(Ask.one(node.queries(), q -> q.hashAt(last.height())))
                        .contains(last.hash());
                assertThat(node.snapshot().tip().ancestor(last.height()).hash()).isEqualTo(last.hash());
                before = height;
            }
        }
    }

    /** Runs a node in a process of its own and kills it in the middle of its work; the last block it told of. */
    private Told mineAndDie() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        Wonsi.class.getName(),
                        "node",
                        "--network=regtest",
                        "--name=Seoul",
                        "--data-dir=" + directory.resolve("Seoul"),
                        "--http=127.0.0.1:0",
                        "--p2p=127.0.0.1:0",
                        "--mine=purse",
                        "--max-hashrate=200"))
                .redirectErrorStream(true)
                .start();
        Told last = new Told(0, BlockHash.ZERO);
        StringBuilder all = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            int seen = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.append(line).append('\n');
                Matcher block = BLOCK.matcher(line);
                if (block.find()) {
                    last = new Told(Integer.parseInt(block.group(1)), BlockHash.ofDisplay(block.group(2)));
                    seen++;
                    if (seen == BLOCKS) {
                        // By its handle: the process object would close the stream, and the last lines with it.
                        process.toHandle().destroyForcibly();
                    }
                }
            }
            assertThat(seen).as("blocks told in%n%s", all).isGreaterThanOrEqualTo(BLOCKS);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return last;
    }
}
