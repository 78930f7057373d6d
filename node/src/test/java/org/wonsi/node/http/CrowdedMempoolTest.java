package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("A mempool that somebody fills costs an answer no more than its limit:")
class CrowdedMempoolTest {
    private static final Script OTHER = StandardScript.payToPublicKeyHash(ByteString.ofHex("22".repeat(20)));

    private TestNode node;
    private HttpServer server;
    private Client client;
    private List<Block> blocks;

    @BeforeEach
    void start(@TempDir Path directory) {
        node = new TestNode(directory);
        blocks = node.mine(102);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private static List<TxOut> outputs(int count, long satoshis, Script script) {
        return Collections.nCopies(count, new TxOut(new Amount(satoshis), script));
    }

    private Transaction send(OutPoint coin, List<TxOut> outputs) {
        Transaction tx = node.faucetWallet().sign(coin, outputs);
        MempoolResult result = node.submitTransaction(tx).join();
        assertThat(result.outcome()).as(result.toString()).isEqualTo(MempoolResult.Outcome.ACCEPTED);
        return tx;
    }

    private OutPoint coinbase(int height) {
        return new OutPoint(blocks.get(height - 1).transactions().get(0).txid(), 0);
    }

    private JsonNode json(String path) throws IOException {
        HttpResponse<String> answer = client.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    @Test
    @DisplayName("an address shows 500 coins that wait, and of 501 says that there are too many")
    void coins() throws IOException {
        send(coinbase(1), outputs(500, 10_000, OTHER));
        String path = "/api/address/" + Address.ofScript(OTHER, node.params()).orElseThrow();
        assertThat(json(path + "/utxo")).hasSize(500);
        send(coinbase(2), outputs(1, 20_000, OTHER));
        HttpResponse<String> refused = client.get(path + "/utxo");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .isEqualTo(
                        "Too many unspent transaction outputs (>500); ask for its transactions page by page instead");
        assertThat(json(path).at("/mempool_stats/funded_txo_count").asInt()).isEqualTo(501);
        assertThat(json(path).at("/mempool_stats/funded_txo_sum").asLong()).isEqualTo(500 * 10_000 + 20_000);
    }

    @Test
    @DisplayName("the board names the first twenty outputs of a transaction, and the sum of the others")
    void board() throws IOException {
        send(coinbase(1), outputs(20, 10_000, OTHER));
        send(coinbase(2), outputs(23, 10_000, OTHER));
        List<Integer> counts = new ArrayList<>();
        for (JsonNode tx : json("/node/board").get("mempool")) {
            counts.add(tx.get("outputs").size());
            if (tx.get("outputs").size() == 21) {
                assertThat(tx.at("/outputs/20").toString()).isEqualTo("{\"value\":30000}");
            }
            assertThat(tx.at("/outputs/19/address").asText()).isNotEmpty();
        }
        assertThat(counts).containsExactlyInAnyOrder(20, 21);
    }

    @Test
    @DisplayName("everybody is told all about 2,000 transactions that wait, and of 2,001 their ids alone")
    void contents() throws IOException {
        Transaction split =
                send(coinbase(1), outputs(2_001, 20_000, node.faucetWallet().scriptPubKey()));
        node.mine(1);
        for (int i = 0; i < 2_000; i++) {
            send(new OutPoint(split.txid(), i), outputs(1, 19_000, OTHER));
        }
        assertThat(json("/rest/mempool/contents.json")).hasSize(2_000);
        send(new OutPoint(split.txid(), 2_000), outputs(1, 19_000, OTHER));
        HttpResponse<String> refused = client.get("/rest/mempool/contents.json");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body())
                .isEqualTo("2001 transactions wait, and everybody is told all about at most 2000;"
                        + " ask with ?verbose=false, or for one of them\r\n");
        assertThat(json("/rest/mempool/contents.json?verbose=false")).hasSize(2_001);
    }
}
