package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.ConcurrencyLimit;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;

@DisplayName("The routes of simulated networks")
class SimulationRoutesTest {
    @TempDir
    static Path directory;

    private static TestNode node;
    private static HttpThreads threads;
    private static HttpServer server;
    private static Client client;
    private static String token;

    @BeforeAll
    static void start() {
        node = new TestNode(directory);
        threads = HttpThreads.forServers(1);
        server = HttpServer.start(node, HttpConfig.loopback(0), threads);
        client = new Client(server);
        token = server.operatorUrl().replaceAll(".*token=", "");
    }

    @AfterAll
    static void stop() {
        server.close();
        threads.close();
        node.close();
    }

    private static HttpResponse<String> post(String path, String body) {
        return client.post(path, body, "X-Wonsi-Token", token);
    }

    private static JsonNode list() {
        try {
            return Json.MAPPER.readTree(client.get("/simulations").body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitEnd() {
        node.simulations()
                .runs()
                .get(0)
                .ended()
                .orTimeout(120, TimeUnit.SECONDS)
                .join();
    }

    @Test
    @DisplayName("run one for the operator alone, and give everybody its events with columns that fit together")
    void run() throws JsonProcessingException {
        String order = "{\"seed\":4,\"settings\":{\"nodes\":9,\"hours\":0.3,\"blockInterval\":120}}";
        assertThat(client.post("/simulations", order).statusCode()).isEqualTo(401);
        HttpResponse<String> started = post("/simulations", order);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        int id = Json.MAPPER.readTree(started.body()).get("id").asInt();
        awaitEnd();
        JsonNode run = list().get(0);
        assertThat(run.get("state").asText()).as(run.toString()).isEqualTo("done");
        assertThat(run.get("figures").get("delay50").asDouble()).isBetween(0.01, 10.0);
        HttpResponse<String> events = client.get("/simulations/" + id + "/events");
        assertThat(events.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
        List<String> lines = events.body().lines().toList();
        JsonNode board = Json.MAPPER.readTree(lines.get(0)).get("data");
        assertThat(board.get("nodes")).hasSize(9);
        Set<String> kinds = new HashSet<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            JsonNode read = Json.MAPPER.readTree(line);
            kinds.add(read.get("event").asText());
            JsonNode each = read.get("each");
            if (each != null) {
                assertThat(each.get("micros")).hasSize(each.get("node").size());
                assertThat(each.get("node"))
                        .allSatisfy(index -> assertThat(index.asInt()).isBetween(0, 8));
                assertThat(read.get("data").has("node")).isFalse();
            }
        }
        assertThat(kinds).contains("block", "message");
        JsonNode end = Json.MAPPER.readTree(lines.get(lines.size() - 1));
        assertThat(end.get("event").asText()).isEqualTo("end");
        assertThat(end.get("data").get("complete").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("refuse what can't be played with the reason, and what isn't there or isn't done")
    void refused() {
        assertThat(post("/simulations", "{\"seed\":1,\"settings\":{\"nodes\":501}}"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).contains("nodes would be 501; at most 500"));
        assertThat(post("/simulations", "null").statusCode()).isEqualTo(400);
        assertThat(problem("{\"settings\":{\"nodes\":1}}"))
                .contains("\"reason\":\"simulation-whole\"")
                .contains("\"values\":{\"given\":\"1\",\"least\":\"2\",\"most\":\"5000\",\"setting\":\"nodes\"}");
        assertThat(problem("{\"settings\":{\"nodes\":null}}"))
                .contains("the body is not the JSON expected here: it has another form; /docs has its form");
        assertThat(problem("{\"settings\":{\"nodes\":[]}}"))
                .contains("the body is not the JSON expected here: 'settings.nodes' has another form or is null");
        assertThat(problem("{\"seed\":1.5}")).contains("'seed' has another form or is null");
        assertThat(problem("[]")).contains("it has another form").doesNotContain("org.wonsi");
        assertThat(problem("{\"seed\":99999999999999999999}")).contains("out of range of long");
        assertThat(post("/simulations", "{\"seed\":1,\"settings\":{},\"speed\":2}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.get("/simulations/99/events").statusCode()).isEqualTo(404);
        assertThat(post("/simulations/99/cancel", "").statusCode()).isEqualTo(404);
    }

    private static String problem(String order) {
        HttpResponse<String> answer = post("/simulations", order);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return answer.body();
    }

    @Test
    @DisplayName("give this machine the events though others read all that may be read slowly")
    void slowReaders() throws JsonProcessingException {
        HttpResponse<String> started = post("/simulations", "{\"settings\":{\"nodes\":2,\"hours\":0.01}}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        awaitEnd();
        String events =
                "/simulations/" + Json.MAPPER.readTree(started.body()).get("id").asInt() + "/events";
        ConcurrencyLimit turns = threads.costlyRequests().simulations();
        List<ClientAddress> slow = List.of(
                new ClientAddress("10.0.0.2", false),
                new ClientAddress("10.0.0.2", false),
                new ClientAddress("10.0.0.3", false),
                new ClientAddress("10.0.0.3", false));
        slow.forEach(reader -> assertThat(turns.take(reader)).isEqualTo(ConcurrencyLimit.Turn.TAKEN));
        try {
            assertThat(turns.take(new ClientAddress("10.0.0.4", false))).isEqualTo(ConcurrencyLimit.Turn.NODE_BUSY);
            assertThat(client.get(events).statusCode()).isEqualTo(200);
        } finally {
            slow.forEach(turns::release);
        }
    }

    @Test
    @DisplayName("cancel a run for the operator; while it runs, another is refused and its events aren't there")
    void cancelled() throws JsonProcessingException {
        HttpResponse<String> started = post("/simulations", "{\"seed\":1,\"settings\":{\"nodes\":300,\"hours\":40}}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        long id = Json.MAPPER.readTree(started.body()).get("id").asLong();
        assertThat(post("/simulations", "{\"seed\":1,\"settings\":{}}").statusCode())
                .isEqualTo(409);
        assertThat(client.get("/simulations/" + id + "/events").statusCode()).isEqualTo(409);
        assertThat(client.post("/simulations/" + id + "/cancel", "").statusCode())
                .isEqualTo(401);
        assertThat(post("/simulations/" + id + "/cancel", "").statusCode()).isEqualTo(200);
        awaitEnd();
        assertThat(list().get(0).get("state").asText()).isEqualTo("cancelled");
        assertThat(client.get("/simulations/" + id + "/events").statusCode()).isEqualTo(409);
    }
}
