package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.service.FaucetWallet.Paid;

@DisplayName("The OpenAPI description")
class OpenApiTest {
    @TempDir
    static Path directory;

    private static TestNode node;
    private static HttpServer server;
    private static Client client;
    private static JsonNode description;
    private static Transaction confirmed;
    private static Transaction waiting;

    @BeforeAll
    static void start() throws JsonProcessingException {
        node = new TestNode(directory);
        node.mine(102);
        confirmed = pay();
        node.mine(1);
        waiting = pay();
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
        description = Json.MAPPER.readTree(client.get("/openapi.json").body());
    }

    private static Transaction pay() {
        return ((Paid) node.faucetWallet()
                        .pay(node.faucetWallet().scriptPubKey(), new Amount(1_000_000))
                        .join())
                .transaction();
    }

    @AfterAll
    static void stop() {
        server.close();
        node.close();
    }

    @Test
    @DisplayName("has every route, and no route that doesn't exist")
    void everyRoute() {
        List<String> described = new ArrayList<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        List<String> routes =
                server.routes().stream().map(r -> r.replace("<path>", "{path}")).toList();
        assertThat(described).containsExactlyInAnyOrderElementsOf(routes).hasSizeGreaterThan(60);
    }

    @Test
    @DisplayName("refers only to schemas that it has, and gives each operation a name of its own")
    void consistent() {
        List<String> ids = description.findValuesAsText("operationId");
        assertThat(ids).doesNotHaveDuplicates();
        for (String reference : description.findValuesAsText("$ref")) {
            assertThat(description.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    @Test
    @DisplayName("describes what is really answered, on every JSON path that can be asked with GET")
    void realAnswers() throws JsonProcessingException {
        int checked = 0;
        for (var path : description.get("paths").properties()) {
            JsonNode schema = path.getValue().at("/get/responses/200/content/application~1json/schema");
            if (!schema.isMissingNode() && !schema.isEmpty()) {
                String url = fill(path.getKey());
                HttpResponse<String> answer = client.get(url);
                assertThat(answer.statusCode()).as(url + " " + answer.body()).isEqualTo(200);
                assertThat(errors(schema, answer.body())).as(url).isEmpty();
                checked++;
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(30);
    }

    @Test
    @DisplayName("describes what POST answers, and the problems")
    void posts() throws JsonProcessingException {
        String token = server.operatorUrl().replaceAll(".*token=", "");
        String address = node.faucetWallet().address();
        List<List<String>> calls = List.of(
                List.of("/node/mining", "{\"enabled\":false}"),
                List.of("/node/mining/generate", "{\"blocks\":1}"),
                List.of("/node/links", "{\"a\":\"Seoul\",\"b\":\"Busan\",\"connected\":true}"),
                List.of("/node/faucet", "{\"address\":\"" + address + "\"}"),
                List.of("/node/decode", "{\"hex\":\"51\"}"),
                List.of(
                        "/node/blocks/trial",
                        "{\"hex\":\"" + node.params().genesis().encode().toHex() + "\",\"tx\":0}"),
                List.of("/sql", "{\"query\":\"SELECT 1 AS one\"}"),
                List.of("/node/reconsider", "{\"hash\":\"" + node.chain().tip().hash() + "\"}"));
        for (List<String> call : calls) {
            HttpResponse<String> answer = client.post(call.get(0), call.get(1), "X-Wonsi-Token", token);
            assertThat(answer.statusCode()).as(call.get(0) + answer.body()).isEqualTo(200);
            JsonNode schema = description
                    .get("paths")
                    .get(call.get(0))
                    .at("/post/responses/200/content/application~1json/schema");
            assertThat(errors(schema, answer.body())).as(call.get(0)).isEmpty();
            HttpResponse<String> refused = client.post(call.get(0), "[]", "X-Wonsi-Token", token);
            assertThat(refused.statusCode()).as(call.get(0)).isEqualTo(400);
            JsonNode problem = description
                    .get("paths")
                    .get(call.get(0))
                    .at("/post/responses/default/content/application~1problem+json/schema");
            assertThat(errors(problem, refused.body())).as(call.get(0)).isEmpty();
        }
    }

    private static String fill(String path) {
        String txid = (path.contains("proof") ? confirmed : waiting).txid().toDisplay();
        String filled = path.replace("{hash}", node.params().genesisHash().toDisplay())
                .replace("{txid}", txid)
                .replace("{vout}", "0")
                .replace("{address}", node.faucetWallet().address())
                .replace("{script}", "00".repeat(32))
                .replace("{last}", confirmed.txid().toDisplay())
                .replace("{start}", "0")
                .replace("{index}", "0")
                .replace("{number}", "1")
                .replace("{language}", "en")
                .replace("{page}", "guide");
        return filled.equals("/node/decode")
                ? filled + "?hex=" + confirmed.encode().toHex()
                : filled;
    }

    private static List<Error> errors(JsonNode schema, String body) throws JsonProcessingException {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", description.get("components"));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(Dialects.getOpenApi31());
        Schema compiled = registry.getSchema(whole);
        return compiled.validate(Json.MAPPER.readTree(body));
    }
}
