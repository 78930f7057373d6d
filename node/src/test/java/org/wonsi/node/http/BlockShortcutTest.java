package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("A block's bytes by the short way are those of the route")
class BlockShortcutTest {
    /** Whoever sends this is answered by the route. */
    private static final String[] LIKE_A_BROWSER = {"Accept-Language", "ko"};

    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;
    private String tip;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        node.mine(2);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
        tip = node.snapshot().tip().hash().toDisplay();
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private static Map<String, List<String>> headers(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rest/block/TIP.bin",
                "/rest/block/TIP.bin?x=1",
                "/rest/block/TIP.bin/",
                "/rest/block/TIP.hex",
                "/rest/block/TIP",
                "/rest/block/00000000000000000000000000000000000000000000000000000000000000aa.bin",
                "/rest/block/abc.bin",
            })
    @DisplayName("status, headers and body are the same, and so is HEAD's answer")
    void sameAnswers(String template) {
        String path = template.replace("TIP", tip);
        HttpResponse<byte[]> direct = client.getBytes(path);
        HttpResponse<byte[]> byRoute = client.getBytes(path, LIKE_A_BROWSER);
        assertThat(direct.statusCode()).isEqualTo(byRoute.statusCode());
        assertThat(direct.body()).isEqualTo(byRoute.body());
        assertThat(headers(direct)).isEqualTo(headers(byRoute));
        HttpResponse<String> head = client.send("HEAD", path, "");
        assertThat(head.statusCode()).isEqualTo(direct.statusCode());
        assertThat(headers(head)).isEqualTo(headers(direct));
    }

    @Test
    @DisplayName("both ways are counted under the route")
    void counted() {
        client.getBytes("/rest/block/" + tip + ".bin");
        client.getBytes("/rest/block/" + tip + ".bin", LIKE_A_BROWSER);
        assertThat(client.get("/metrics").body())
                .contains("wonsi_http_requests_total{code=\"200\",method=\"GET\",route=\"/rest/block/{hash}\"} 2.0");
    }

    @Test
    @DisplayName("a name that isn't ours is refused as before")
    void foreignName() throws Exception {
        try (RawConnection raw = new RawConnection(server)) {
            raw.write("GET /rest/block/" + tip + ".bin HTTP/1.1\r\nHost: evil.example\r\n\r\n");
            assertThat(raw.readUntil("\r\n")).startsWith("HTTP/1.1 421");
        }
    }

    @Test
    @DisplayName("a long body is handed over in parts of 131,072 bytes that make up the whole")
    void parts() {
        byte[] bytes = new byte[300_000];
        bytes[131_072] = 1;
        List<ByteBuffer> parts = ResponseWriter.parts(ByteString.copyOf(bytes));
        assertThat(parts).extracting(ByteBuffer::remaining).containsExactly(131_072, 131_072, 37_856);
        assertThat(parts.get(1).get()).isEqualTo((byte) 1);
        assertThat(ResponseWriter.parts(ByteString.copyOf(new byte[131_072]))).hasSize(1);
        assertThat(ResponseWriter.parts(ByteString.EMPTY)).isEmpty();
    }
}
