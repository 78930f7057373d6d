package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("SQL and documentation over HTTP")
class SqlAndDocsTest {
    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        node.mine(2);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private HttpResponse<String> ask(String sql) {
        return client.post("/sql", "{\"query\":\"" + sql + "\"}");
    }

    @Test
    @DisplayName("a question is answered with columns and rows")
    void answers() {
        assertThat(ask("SELECT count(*) AS blocks FROM v_block").body())
                .startsWith(
                        "{\"columns\":[\"blocks\"],\"numbers\":[true],\"rows\":[[\"3\"]],\"truncated\":false,\"millis\":");
    }

    @Test
    @DisplayName("what writes, opens other files or runs for ever is refused with a reason and without a path")
    void hostile() {
        for (String sql : new String[] {
            "DELETE FROM tx",
            "PRAGMA writable_schema=1",
            "SELECT file FROM pragma_database_list",
            "SELECT file FROM 'pragma_database_list'",
            "SELECT file FROM [Pragma_Database_List]",
            "SELECT file FROM `pragma_database_list`()",
            "SELECT * FROM peer",
            "SELECT length(replicate('x', 1000000000))",
            "ATTACH '/etc/passwd' AS x",
            "SELECT load_extension('x')",
            "SELECT 1; SELECT 2",
            "SELEC 1",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n"
        }) {
            HttpResponse<String> answer = ask(sql);
            assertThat(answer.statusCode()).as(sql + answer.body()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("\"detail\":\"", "\"reason\":\"sql-")
                    .doesNotContain(directory.toString(), "org.sqlite", "at org");
        }
        assertThat(client.get("/sql?query=SELECT%201").statusCode()).isEqualTo(405);
    }

    @Test
    @DisplayName("of five questions that this machine asks at once the fifth is told to come again")
    void turns() {
        String endless =
                "{\"query\":\"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n\"}";
        ExecutorService askers = Executors.newFixedThreadPool(6);
        List<HttpResponse<String>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> client.post("/sql", endless), askers))
                .limit(6)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        askers.shutdown();
        List<HttpResponse<String>> later =
                answers.stream().filter(answer -> answer.statusCode() == 503).toList();
        assertThat(later).hasSizeBetween(1, 2).allSatisfy(answer -> {
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.body())
                    .contains(
                            "\"detail\":\"this node is answering 3 SQL questions already; ask again in a moment\"",
                            "\"reason\":\"sql-busy\"");
        });
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 503)
                .allSatisfy(
                        answer -> assertThat(answer.body()).contains("longer than 2000 ms", "\"reason\":\"sql-slow\""));
        // A turn is given back.
        assertThat(ask("SELECT 1").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("the page of the API draws from files of this node alone, with no script inside")
    void docs() {
        HttpResponse<String> page = client.get("/docs");
        assertThat(page.body())
                .contains("<meta charset=\"utf-8\">", "/docs/start.js")
                .doesNotContain("<script>", "http://");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self';", "style-src 'self' 'unsafe-inline'");
        for (String path : new String[] {
            "/docs/start.js",
            "/webjars/swagger-ui/5.34.1/swagger-ui-bundle.js",
            "/webjars/swagger-ui/5.34.1/swagger-ui.css"
        }) {
            assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }
}
