package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("/metrics, its table in the documents, and the dashboard that reads it")
class OperationsTest {
    private static final Path PROJECT = Path.of("..");

    /** A family as Prometheus' text has it: its type, and the names of its labels. */
    private record Family(String type, String labels) {}

    @TempDir
    static Path directory;

    private static TestNode node;
    private static HttpServer server;
    private static Client client;
    private static String text;

    @BeforeAll
    static void start() {
        node = new TestNode(directory);
        Block block = node.mine(3).get(2);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
        node.metrics().count(new NodeEvent.BlockConnected(block, block.hash(), 3));
        node.metrics().count(new NodeEvent.BlockConnected(block, block.hash(), 3));
        node.metrics().count(new NodeEvent.BlockDisconnected(block, block.hash(), 3));
        node.metrics().count(new NodeEvent.Reorg(block.hash(), block.hash(), 1, 2, 3));
        node.metrics().count(new NodeEvent.BlockRefused(block.hash(), "1", "bad-txnmrklroot", ""));
        node.metrics().count(new NodeEvent.BlockRefused(block.hash(), "1", "bad-version(0x00000001)", ""));
        node.metrics().count(new NodeEvent.BlockRefused(block.hash(), "1", "a stranger's \"text\"\n", ""));
        Txid txid = block.transactions().get(0).txid();
        node.metrics()
                .count(new NodeEvent.TransactionRefused(
                        txid, "1", "mandatory-script-verify-flag-failed (Script failed an OP_VERIFY operation)", ""));
        node.metrics().validated(2, 30_000_000);
        node.metrics().validated(0, 1);
        client.get("/node/status");
        client.get("/api/block-height/1");
        client.get("/api/block-height/2");
        client.get("/there/is/nothing");
        text = client.get("/metrics").body();
    }

    @AfterAll
    static void stop() {
        server.close();
        node.close();
    }

    @Test
    @DisplayName("what happened is counted, with labels that strangers can't make more")
    void counted() {
        assertThat(text.lines())
                .contains(
                        "wonsi_node_info{name=\"Seoul\",network=\"regtest\",version=\"dev\"} 1",
                        "wonsi_chain_height_blocks 3.0",
                        "wonsi_chain_headers_height_blocks 3.0",
                        "wonsi_blocks_connected_total 2.0",
                        "wonsi_blocks_disconnected_total 1.0",
                        "wonsi_blocks_refused_total{reason=\"bad-txnmrklroot\"} 1.0",
                        "wonsi_blocks_refused_total{reason=\"bad-version\"} 1.0",
                        "wonsi_blocks_refused_total{reason=\"other\"} 1.0",
                        "wonsi_transactions_refused_total{reason=\"mandatory-script-verify-flag-failed\"} 1.0",
                        "wonsi_reorg_depth_blocks_bucket{le=\"1.0\"} 0",
                        "wonsi_reorg_depth_blocks_bucket{le=\"2.0\"} 1",
                        "wonsi_block_validation_seconds_bucket{le=\"0.01\"} 0",
                        "wonsi_block_validation_seconds_bucket{le=\"0.025\"} 2",
                        "wonsi_block_validation_seconds_sum 0.03",
                        "wonsi_http_requests_total{code=\"200\",method=\"GET\",route=\"/node/status\"} 1.0",
                        "wonsi_http_requests_total{code=\"200\",method=\"GET\",route=\"/api/block-height/{height}\"} 2.0",
                        "wonsi_http_requests_total{code=\"404\",method=\"GET\",route=\"none\"} 1.0");
    }

    @Test
    @DisplayName(
            "the answer is Prometheus' text or OpenMetrics, as the reader asks, and isn't open to other sites' pages")
    void formats() {
        HttpResponse<String> prometheus = client.get("/metrics");
        assertThat(prometheus.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(prometheus.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        // As Prometheus asks, which prefers a format that this program doesn't have.
        HttpResponse<String> open = client.get(
                "/metrics",
                "Accept",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
                        + "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.1");
        assertThat(open.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    @DisplayName("docs/operations.md lists every figure of this program with its type and labels, and no other")
    void documented() throws IOException {
        Map<String, Family> listed = new TreeMap<>();
        for (String line : Files.readAllLines(PROJECT.resolve("docs/operations.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length > 5 && cells[1].strip().startsWith("`wonsi_")) {
                listed.put(
                        cells[1].replace("`", "").strip(),
                        new Family(cells[2].strip(), cells[3].replace("`", "").strip()));
            }
        }
        assertThat(listed).isEqualTo(families());
    }

    private static Map<String, Family> families() {
        Map<String, Family> families = new TreeMap<>();
        for (String line :
                text.lines().filter(l -> l.startsWith("# TYPE wonsi_")).toList()) {
            String[] words = line.split(" ", -1);
            families.put(words[2], new Family(words[3], labels(words[2])));
        }
        return families;
    }

    private static String labels(String family) {
        return Pattern.compile("(?m)^" + family + "\\{(.*)} ")
                .matcher(text)
                .results()
                .flatMap(sample ->
                        Pattern.compile("(\\w+)=\"").matcher(sample.group(1)).results())
                .map(label -> label.group(1))
                .distinct()
                // Whose values are a histogram's limits.
                .filter(label -> !label.equals("le"))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    @DisplayName("the dashboard asks only for figures that there are, by labels that they have")
    void dashboard() throws IOException {
        JsonNode dashboard = Json.MAPPER.readTree(
                Files.readString(PROJECT.resolve("operations/grafana/wonsi.json"), StandardCharsets.UTF_8));
        List<String> questions = dashboard.findValuesAsText("expr");
        assertThat(questions).hasSizeGreaterThan(25);
        TreeSet<String> known = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[ {].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String question : questions) {
            List<String> asked = Pattern.compile("\\b(?:wonsi|jvm|process)_\\w+")
                    .matcher(question)
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(asked).as(question).isNotEmpty();
            assertThat(known).as(question).containsAll(asked);
            assertThat(question.chars().filter(c -> c == '(').count())
                    .as(question)
                    .isEqualTo(question.chars().filter(c -> c == ')').count());
            Pattern.compile("by \\(([^)]*)\\)").matcher(question).results().forEach(by -> {
                for (String label : by.group(1).split(", ", -1)) {
                    assertThat(label.equals("instance") || text.contains(label + "=\""))
                            .as(label + " in " + question)
                            .isTrue();
                }
            });
        }
    }
}
