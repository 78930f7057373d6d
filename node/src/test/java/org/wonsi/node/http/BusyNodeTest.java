package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;

/** What HTTP answers while the chain thread takes no more requests. */
class BusyNodeTest {
    private static final String BUSY = "the node has too much to do, 1000 requests wait already; try again in a moment";

    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
        node.mine(1);
        node.beBusy(1_000);
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    @Test
    @DisplayName("A request that must wait for the chain thread is a 503 with Retry-After, in problem details")
    void problem() throws Exception {
        HttpResponse<String> answer = client.get("/node/chaintips");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json;charset=utf-8");
        JsonNode problem = Json.MAPPER.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(503);
        assertThat(problem.path("detail").asText()).isEqualTo(BUSY);
    }

    @Test
    @DisplayName("A transaction is refused likewise under Esplora's path, and isn't said to be wrong")
    void transaction() throws Exception {
        String tx = "0100000001" + "11".repeat(32) + "00000000" + "00" + "ffffffff" + "01" + "0100000000000000" + "0151"
                + "00000000";
        HttpResponse<String> answer = client.post("/api/tx", tx);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).isEqualTo(BUSY);
    }

    @Test
    @DisplayName("JSON-RPC says so with HTTP 503 and code -32000, old calls and new")
    void rpc() throws Exception {
        String token = server.operatorUrl().replaceAll(".*token=", "");
        for (String version : new String[] {"1.0", "2.0"}) {
            String call = "{\"jsonrpc\": \"" + version + "\", \"id\": 7, \"method\": \"getchaintips\", \"params\": []}";
            HttpResponse<String> answer = client.post("/", call, "X-Wonsi-Token", token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            JsonNode reply = Json.MAPPER.readTree(answer.body());
            assertThat(reply.path("error").path("code").asInt()).isEqualTo(-32_000);
            assertThat(reply.path("error").path("message").asText()).isEqualTo(BUSY);
            assertThat(reply.path("id").asInt()).isEqualTo(7);
        }
    }

    @Test
    @DisplayName("What is read from snapshot and database is answered all the same")
    void reads() throws Exception {
        assertThat(client.get("/node/status").statusCode()).isEqualTo(200);
        assertThat(client.get("/api/blocks/tip/height").statusCode()).isEqualTo(200);
    }
}
