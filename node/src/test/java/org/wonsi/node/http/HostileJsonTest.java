package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("JSON that is made to hurt its reader")
@Timeout(60)
class HostileJsonTest {
    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;
    private String token;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
        token = server.operatorUrl().replaceAll(".*token=", "");
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private HttpResponse<String> rpc(String body) {
        return client.post("/", body, "X-Wonsi-Token", token);
    }

    private static JsonNode json(HttpResponse<String> answer) throws JsonProcessingException {
        return new ObjectMapper().readTree(answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1e999999999,\"method\":\"uptime\"}",
                "{\"id\":1e-999999999,\"method\":\"uptime\"}",
                "{\"id\":1,\"method\":\"getblockhash\",\"params\":[1e999999999]}",
                "{\"id\":1,\"method\":\"getblockhash\",\"params\":{\"height\":-1e401}}",
                "[{\"id\":{\"a\":[0.1e-401]},\"method\":\"uptime\"}]",
            })
    @DisplayName("a number with more than 400 places is a 400, wherever it stands")
    void hugeNumbers(String body) throws JsonProcessingException {
        HttpResponse<String> answer = rpc(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = json(answer).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32_600);
        assertThat(error.path("message").asText())
                .isEqualTo("a number has more than 400 places before or behind its point");
    }

    @Test
    @DisplayName("a number with 400 places is answered")
    void largeNumbers() {
        assertThat(rpc("{\"id\":1e400,\"method\":\"uptime\"}").statusCode()).isEqualTo(200);
        assertThat(rpc("{\"id\":1e-400,\"method\":\"uptime\"}").statusCode()).isEqualTo(200);
        assertThat(rpc("{\"id\":1,\"method\":\"getblockhash\",\"params\":[1e400]}")
                        .statusCode())
                .isNotEqualTo(200);
    }

    @Test
    @DisplayName("1,001 digits, 1,001 levels and a text without an end are no JSON to JSON-RPC")
    void tooLong() throws JsonProcessingException {
        for (String body : new String[] {
            "{\"id\":" + "9".repeat(1_001) + ",\"method\":\"uptime\"}",
            "{\"id\":1,\"method\":\"uptime\",\"params\":" + "[".repeat(1_001) + "]".repeat(1_001) + "}",
            "{\"id\":\"" + "x".repeat(4_000_000),
        }) {
            HttpResponse<String> answer = rpc(body);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(json(answer).path("error").path("message").asText()).isEqualTo("Parse error");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hex\":1e999999999}",
                "{\"hex\":" + "[[[[[[",
                "{\"hex\":\"51\",\"hex\":1e999999999}",
                "{\"hex\":null}",
                "1e999999999",
                "\"",
            })
    @DisplayName("this node's own routes answer such bodies with 400")
    void ownRoutes(String body) {
        assertThat(client.post("/node/decode", body).statusCode()).isEqualTo(400);
        assertThat(client.post("/sql", body).statusCode()).isEqualTo(400);
        String deep = "{\"query\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        assertThat(client.post("/sql", deep).statusCode()).isEqualTo(400);
        assertThat(client.post("/sql", deep + " ".repeat(10_000)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e309", "-1e999999999", "99999999999999999999"})
    @DisplayName("a number that no limit of the miner can be is a 400")
    void numbersInRecords(String number) {
        assertThat(client.post("/node/mining", "{\"max_hash_rate\":" + number + "}", "X-Wonsi-Token", token)
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1",
                "GET /api/tx/%c0%af HTTP/1.1",
                "GET /api/block/%00 HTTP/1.1",
                "GET //..//../etc/passwd HTTP/1.1",
                "GET http:// HTTP/1.1",
                "GET /a\\b HTTP/1.1",
                "GET /node/decode?hex=%zz HTTP/1.1",
                "GET \u0001 HTTP/1.1",
                "GET /;a=b/..;/node/status HTTP/1.1",
            })
    @DisplayName("a malformed URL is answered with a status of the 400s and a connection that ends or goes on cleanly")
    void malformedUrls(String line) throws Exception {
        try (RawConnection raw = new RawConnection(server)) {
            raw.write(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(raw.readAll()).matches("(?s)HTTP/1.1 4\\d\\d .*");
        }
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
    }
}
