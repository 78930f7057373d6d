package org.wonsi.node.bench.against;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.tx.Transaction;

@DisplayName("A comparison with another node")
class ComparisonRunnerTest {
    private static final long START = 1_700_000_000;
    private static final long NOW = START + 1_000_000;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("has a chain that every rule takes, a branch that replaces its end, and payments that may wait")
    void chain() {
        ChainState chain = new ChainState(ChainParams.regtest(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
        List<Block> branch = new ArrayList<>();
        PaidChain made = new PaidChain("/a/", START, 1, block -> accept(chain, block));
        made.spread(60);
        made.payments(2, 5);
        PaidChain other = made.branch("/b/", 2, branch::add);
        other.payments(3, 5);
        made.payments(2, 5);
        List<Transaction> loose = made.loose(4);

        // A hundred and one for a coin to mature, one that spreads it, two and two of payments.
        assertThat(chain.tip().height()).isEqualTo(106);
        assertThat(made.height()).isEqualTo(106);
        Mempool mempool = new Mempool(chain, RelayPolicy.standard());
        for (Transaction tx : loose) {
            assertThat(mempool.accept(tx, NOW).outcome()).isEqualTo(MempoolResult.Outcome.ACCEPTED);
        }
        branch.forEach(block -> accept(chain, block));
        assertThat(chain.tip().height()).isEqualTo(107);
        assertThat(chain.tip().hash()).isEqualTo(branch.get(2).hash());
    }

    private static void accept(ChainState chain, Block block) {
        BlockResult result = chain.acceptBlock(block, NOW);
        assertThat(result.outcome()).as("%s", result).isEqualTo(BlockResult.Outcome.ACCEPTED);
    }

    @Test
    @DisplayName("says what is wrong with the program that it is given")
    void program() throws IOException {
        Path missing = directory.resolve("bitcoind");
        assertThatThrownBy(() -> ComparisonRunner.bitcoind(missing, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no file " + missing + "; --against takes the path of a bitcoind");
        Path text = Files.writeString(directory.resolve("text"), "no program");
        assertThatThrownBy(() -> ComparisonRunner.bitcoind(text, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage(text + " can't be run; --against takes the path of a bitcoind");
        Path another = Files.writeString(directory.resolve("another"), "#!/bin/sh\necho something else\n");
        Files.setPosixFilePermissions(another, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> ComparisonRunner.bitcoind(another, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage(another + " doesn't say that it is Bitcoin Core; --against takes the path of a bitcoind");
        assertThatThrownBy(() -> ComparisonRunner.bitcoind(missing, List.of("import", "nonsense")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "there is no measurement 'nonsense' against another node; choose among import,");
    }

    @Test
    @DisplayName("leaves the longest row to who names it")
    void longest() {
        assertThat(Row.all().stream().filter(Row::isOnlyWhenNamed).map(Row::name))
                .containsExactly("growth");
        assertThat(Row.all().stream().filter(row -> !row.isOnlyWhenNamed())).hasSize(13);
    }

    @Test
    @DisplayName("counts more requests and less time as better, by the medians")
    void ratio() throws IOException {
        List<List<Measurement>> rival = List.of(figures(9, 100), figures(2, 400), figures(3, 200));
        List<List<Measurement>> own = List.of(figures(6, 300), figures(1, 50), figures(7, 100));
        Comparison.Measured row = Comparison.Measured.of(new CallRow(), rival, own);
        assertThat(row.figures().get(0).ratio()).isEqualTo(0.5);
        assertThat(row.figures().get(1).ratio()).isEqualTo(0.5);
        Comparison comparison =
                new Comparison(new MachineDescription("a processor", 2, "Linux", "17", 0.5), "31", List.of(row), 1);
        assertThat(row.lines()).hasSize(2);
        assertThat(row.lines().get(0)).containsPattern("time, s +3.00 +6.00 +0.50");
        StringWriter text = new StringWriter();
        comparison.print(new PrintWriter(text));
        assertThat(text.toString())
                .contains("a processor, 2 processors, load 0.5; Linux; Java 17; bitcoind 31")
                .containsPattern("time, s +3.00 +6.00 +0.50")
                .containsPattern("calls, /s +200 +100 +0.50");
        assertThat(comparison.toJson())
                .contains("\"better\" : \"less\"")
                .contains("\"ratio\" : 0.5")
                .contains("\"values\" : [ 9.0, 2.0, 3.0 ]");
    }

    private static List<Measurement> figures(double seconds, double rate) {
        return List.of(Measurement.seconds("time", seconds), Measurement.perSecond("calls", rate));
    }

    @Test
    @DisplayName("reads answers with a length and in chunks on one connection, and refuses one that says so")
    void answers() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String answers = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
                    + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nghi"
                    + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\njk\r\n0\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(200_000)
                    + "HTTP/1.1 503 Busy\r\nContent-Length: 5\r\n\r\nlater"
                    + "HTTP/1.1 503 Busy\r\nContent-Length: 5\r\n\r\nlater"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc";
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server, answers));
            try (HttpLink link = new HttpLink(server.getLocalPort())) {
                byte[] request = HttpLink.get(server.getLocalPort(), "/");
                assertThat(link.exchange(request)).asString().isEqualTo("abc");
                assertThat(link.exchange(request)).asString().isEqualTo("def");
                assertThat(link.skim(request)).isEqualTo(3);
                assertThat(link.skim(request)).isEqualTo(2);
                assertThat(link.skim(request)).isEqualTo(200_000);
                assertThatThrownBy(() -> link.skim(request))
                        .isInstanceOf(IOException.class)
                        .hasMessage("status 503: later");
                assertThatThrownBy(() -> link.exchange(request))
                        .isInstanceOf(IOException.class)
                        .hasMessage("status 503: later");
                assertThatThrownBy(() -> link.skim(request)).isInstanceOf(EOFException.class);
            }
            served.join();
        }
    }

    /** Answers whatever comes, and reads to the end. */
    private static void serve(ServerSocket server, String answers) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(answers.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
