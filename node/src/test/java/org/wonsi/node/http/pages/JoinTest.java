package org.wonsi.node.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.json.JavalinJackson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.TestNode;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.RouteTable;

@DisplayName("/join")
class JoinTest {
    private static final long SEED = 11;

    @TempDir
    Path directory;

    private final byte[] jar = new byte[3_000_001];
    private TestNode node;
    private Javalin javalin;

    @BeforeEach
    void start() throws IOException {
        new SplittableRandom(SEED).nextBytes(jar);
        Path own = Files.write(directory.resolve("wonsi.jar"), jar);
        node = new TestNode(directory.resolve("data"));
        javalin = Javalin.create(c -> {
            c.startup.showJavalinBanner = false;
            c.startup.startupWatcherEnabled = false;
            c.jsonMapper(new JavalinJackson(Json.MAPPER, false));
            c.routes.exception(
                    HttpProblemException.class,
                    (e, ctx) -> ctx.status(e.status()).result(e.detail()));
            new JoinRoutes(node, ProgramJars.beside(own)).addTo(new RouteTable(c.routes));
        });
        javalin.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        javalin.stop();
        node.close();
    }

    private <T> HttpResponse<T> get(String path, String accept, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + path))
                                .header("Accept", accept)
                                .build(),
                        body);
    }

    @Test
    @DisplayName("programs get JSON, browsers a page, both with the address by which they came")
    void directions() throws IOException, InterruptedException {
        String here = "http://127.0.0.1:" + javalin.port();
        assertThat(get("/join", "*/*", BodyHandlers.ofString()).body())
                .contains(
                        "\"http\":\"" + here + "\"",
                        "\"p2p\":\"127.0.0.1:18444\"",
                        "\"downloads\":[\"/join/wonsi.jar\"]");
        HttpResponse<String> page = get("/join", "text/html", BodyHandlers.ofString());
        assertThat(page.body())
                .contains("--join " + here, "data-jars=\"present\"", "<meta charset=\"utf-8\">")
                .doesNotContain("{{");
    }

    @Test
    @DisplayName("the page speaks the language of the address, else of the browser, and only that one")
    void languages() throws IOException, InterruptedException {
        String asked =
                get("/join?lang=ko", "text/html", BodyHandlers.ofString()).body();
        assertThat(asked)
                .contains("<html lang=\"ko\">", "서울 노드에 연결하기", "노드 실행하기")
                .doesNotContain("Run a node", "Create a wallet");
        String plain =
                get("/join?lang=en", "text/html", BodyHandlers.ofString()).body();
        assertThat(plain)
                .contains("<html lang=\"en\">", "Join Seoul", "Run a node")
                .doesNotContain("노드", "지갑");
        HttpRequest korean = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + "/join"))
                .header("Accept", "text/html")
                .header("Accept-Language", "ko-KR,ko;q=0.9,en;q=0.8")
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(korean, BodyHandlers.ofString())
                        .body())
                .contains("<html lang=\"ko\">");
    }

    @Test
    @DisplayName("the jar arrives byte for byte; one that isn't there is a problem that says how to build it")
    void download() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get("/join/wonsi.jar", "*/*", BodyHandlers.ofByteArray());
        assertThat(answer.body()).as("seed " + SEED).isEqualTo(jar);
        assertThat(answer.headers().firstValue("Content-Length")).contains("3000001");
        HttpResponse<String> missing = get("/join/wonsi-wallet.jar", "*/*", BodyHandlers.ofString());
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("mvn package");
    }
}
