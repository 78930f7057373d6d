package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        assertThat(post("/lab/echo/say", "[1").statusCode()).isEqualTo(400);
        assertThat(post("/lab/echo/say", "{\"arguments\":{\"word\":[]}}").statusCode())
                .isEqualTo(400);
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
}
