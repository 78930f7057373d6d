package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("/lab and /lessons")
class LabRoutesTest {
    @TempDir
    static Path directory;

    private static TestNode node;
    private static HttpServer server;
    private static Client client;

    @BeforeAll
    static void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0).operatedHere());
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        node.close();
    }

    private static HttpResponse<String> post(String path, String body) {
        return client.post(path, body, "X-Wonsi-Token", server.operatorUrl().replaceAll(".*token=", ""));
    }

    @Test
    @DisplayName("a command answers with its facts and panels, a reset with none; both need the operator's token")
    void run() {
        assertThat(post("/lab/echo/reset", "{}").body()).contains("\"facts\":[]");
        assertThat(client.post("/lab/echo/say", "{}").statusCode()).isEqualTo(401);
        assertThat(client.post("/lab/echo/reset", "{}").statusCode()).isEqualTo(401);
        HttpResponse<String> answer = post("/lab/echo/say", "{\"arguments\":{\"word\":\"hi there\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"text\":\"said word=\\\"hi there\\\"\"", "\"values\":{\"word\":\"hi there\"}")
                .contains(
                        "\"panels\":{\"words\":{\"rows\":[{\"key\":\"a\",\"value\":\"1\",\"old\":\"\",\"lit\":false}],\"kind\":\"values\"}}");
        assertThat(post("/lab/echo/say", "").statusCode()).isEqualTo(200);
        assertThat(client.get("/lab/echo").body()).contains("said word=hello");
    }

    @Test
    @DisplayName("what goes wrong has a status of its own, and says what")
    void problems() {
        assertThat(post("/lab/nothing/say", "{}"))
                .extracting(HttpResponse::statusCode, a -> a.body().contains("there is no experiment nothing"))
                .containsExactly(404, true);
        assertThat(client.get("/lab/nothing").statusCode()).isEqualTo(404);
        assertThat(post("/lab/nothing/reset", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/lab/echo/wrong", "{}"))
                .extracting(HttpResponse::statusCode, a -> a.body().contains("word is one of [a, b], not 'c'"))
                .containsExactly(400, true);
        assertThat(post("/lab/echo/full", "{}").statusCode()).isEqualTo(503);
        assertThat(post("/lab/echo/fail", "{}"))
                .extracting(
                        HttpResponse::statusCode, a -> a.body().contains("the experiment failed: waited 60 s in vain"))
                .containsExactly(409, true);
        assertThat(post("/lab/echo/interrupted", "{}").statusCode()).isEqualTo(409);
        assertThat(post("/lab/echo/say", "{\"words\":1}").statusCode()).isEqualTo(400);
        assertThat(post("/lab/echo/say", "{\"arguments\":{\"word\":null}}").statusCode())
                .isEqualTo(400);
        assertThat(post("/lab/echo/say", "[1").statusCode()).isEqualTo(400);
        assertThat(post("/lab/echo/say", "{\"arguments\":{\"word\":[]}}").statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("a page of another site, or a name that leads here, runs nothing, even with the token")
    void foreignPages() {
        String token = server.operatorUrl().replaceAll(".*token=", "");
        long before =
                node.experimentService().orElseThrow().seen("echo").facts().size();
        assertThat(client.post("/lab/echo/say", "{}", "X-Wonsi-Token", token, "Origin", "http://evil.example"))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(403);
        assertThat(client.post("/lab/echo/say", "{}", "X-Wonsi-Token", token, "Sec-Fetch-Site", "cross-site"))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(403);
        for (String method : List.of("GET /lab", "GET /lab/echo", "POST /lab/echo/say", "POST /lab/echo/reset")) {
            assertThat(named("evil.example", method, token)).as(method).startsWith("HTTP/1.1 421 ");
        }
        assertThat(named("localhost", "POST /lab/echo/say", "0".repeat(64))).startsWith("HTTP/1.1 403 ");
        assertThat(node.experimentService().orElseThrow().seen("echo").facts()).hasSize((int) before);
        assertThat(named("localhost", "POST /lab/echo/say", token)).startsWith("HTTP/1.1 200 ");
    }

    private static String named(String host, String request, String token) {
        try (RawConnection connection = new RawConnection(server)) {
            connection.write(request + " HTTP/1.1\r\nHost: " + host + "\r\nX-Wonsi-Token: " + token
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return connection.readAll();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("lessons are listed and read in both languages; what there isn't is a 404")
    void lessons() {
        assertThat(client.get("/lessons/en").body()).contains("\"number\":3", "Change one coin, snap the chain");
        assertThat(client.get("/lessons/ko").body()).contains("\"number\":3", "체인이 끊어집니다");
        assertThat(client.get("/lessons/en/3").body())
                .contains("\"kind\":\"step\"", "\"experiment\":\"tamper\"", "\"right\":\"c\"");
        assertThat(client.get("/lessons/xx"))
                .extracting(HttpResponse::statusCode, a -> a.body().contains("there are some in [en, ko]"))
                .containsExactly(404, true);
        assertThat(client.get("/lessons/en/99").statusCode()).isEqualTo(404);
        assertThat(client.get("/lessons/en/x").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    @DisplayName("the list counts as many steps as each lesson's page goes through, questions among them")
    void steps(String language) throws Exception {
        JsonNode list = Json.MAPPER.readTree(client.get("/lessons/" + language).body());
        assertThat(list).hasSizeGreaterThan(11);
        for (JsonNode listed : list) {
            int number = listed.path("number").asInt();
            JsonNode parts = Json.MAPPER
                    .readTree(client.get("/lessons/" + language + "/" + number).body())
                    .path("parts");
            long shown = StreamSupport.stream(parts.spliterator(), false)
                    .filter(part ->
                            List.of("step", "ask").contains(part.path("kind").asText()))
                    .count();
            assertThat(listed.path("steps").asLong()).as("lesson %d", number).isEqualTo(shown);
        }
    }

    @Test
    @DisplayName(
            "the list of lessons says each schedule's minutes, what a lesson needs, and what of that is missing here")
    void needs() {
        assertThat(client.get("/lessons/en").body())
                .contains("\"plans\":{\"50\":3.0,\"90\":6.0,\"180\":12.0}")
                .contains(
                        "\"needs\":{\"nodes\":3,\"blocks\":12,\"payments\":2},\"lacks\":[\"nodes\",\"blocks\",\"payments\"]");
        node.mine(12);
        assertThat(client.get("/lessons/en").body())
                .contains("\"payments\":2},\"lacks\":[\"nodes\",\"payments\"]")
                .contains("\"needs\":{\"nodes\":1,\"blocks\":12,\"payments\":0},\"lacks\":[]");
    }

    @Test
    @DisplayName("everybody reads where the talk is; only the operator moves it, and only to places that there can be")
    void talk() {
        assertThat(post("/talk", "{\"lesson\":3,\"step\":2,\"black\":true}").body())
                .contains("\"lesson\":3,\"step\":2,\"tab\":\"experiment\",\"black\":true,\"paused\":false");
        assertThat(client.get("/talk").body())
                .contains("\"lesson\":3,\"step\":2")
                .doesNotContain("token");
        assertThat(client.post("/talk", "{\"lesson\":4}").statusCode()).isEqualTo(401);
        assertThat(client.post("/talk", "{\"lesson\":4}", "X-Wonsi-Token", "00").statusCode())
                .isEqualTo(403);
        assertThat(post("/talk", "{\"lesson\":100}"))
                .extracting(HttpResponse::statusCode, a -> a.body().contains("lesson is 0 to 99, not 100"))
                .containsExactly(400, true);
        assertThat(post("/talk", "{\"lessons\":1}").statusCode()).isEqualTo(400);
        assertThat(post("/talk", "{\"step\":\"a\"}").statusCode()).isEqualTo(400);
        assertThat(post("/talk", "null").statusCode()).isEqualTo(400);
        assertThat(post("/talk", "").statusCode()).isEqualTo(400);
        assertThat(client.get("/talk").body()).contains("\"lesson\":3,\"step\":2");
    }
}
