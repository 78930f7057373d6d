package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("HTTP keeps strangers out and answers with nothing it shouldn't")
class HttpSecurityTest {
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
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    @Test
    @DisplayName("the cookie file is Core's, for its owner alone, and goes away with the node")
    void cookieFile() throws IOException {
        Path cookie = directory.resolve(".cookie");
        assertThat(Files.readString(cookie)).matches("__cookie__:[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cookie)))
                .isEqualTo("rw-------");
        server.close();
        assertThat(cookie).doesNotExist();
    }

    @Test
    @DisplayName("a name that isn't this machine's is refused, so that DNS rebinding doesn't work")
    void hostIsChecked() throws IOException {
        assertThat(statusFor("evil.example")).isEqualTo("HTTP/1.1 421 ");
        assertThat(statusFor("evil.example:8001")).isEqualTo("HTTP/1.1 421 ");
        assertThat(statusFor("localhost.evil.example")).isEqualTo("HTTP/1.1 421 ");
        assertThat(statusFor("127.0.0.1.evil.example")).isEqualTo("HTTP/1.1 421 ");
        assertThat(statusFor("localhost:8001")).isEqualTo("HTTP/1.1 200 ");
        assertThat(statusFor("LOCALHOST")).isEqualTo("HTTP/1.1 200 ");
        assertThat(statusFor("127.0.0.1")).isEqualTo("HTTP/1.1 200 ");
        assertThat(statusFor("192.168.1.20:8001")).isEqualTo("HTTP/1.1 200 ");
        assertThat(statusFor("[::1]:8001")).isEqualTo("HTTP/1.1 200 ");
    }

    private String statusFor(String host) throws IOException {
        try (RawConnection raw = new RawConnection(server)) {
            raw.write("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            return raw.readAll().substring(0, "HTTP/1.1 200 ".length());
        }
    }

    @Test
    @DisplayName("a request with an Origin and without a Host is a foreign page's, whatever the Origin")
    void originWithoutHost() throws IOException {
        for (String origin : new String[] {"null", "http://", "http://127.0.0.1"}) {
            try (RawConnection raw = new RawConnection(server)) {
                raw.write("POST /vote/device HTTP/1.0\r\nOrigin: " + origin + "\r\nContent-Length: 0\r\n\r\n");
                assertThat(raw.readAll()).startsWith("HTTP/1.1 403 ");
            }
        }
    }

    @Test
    @DisplayName("a body in a charset that nobody knows is a 415, and one in broken chunks a 400")
    void strangeBodies() throws IOException {
        for (String charset : new String[] {"nonsense", "?!"}) {
            try (RawConnection raw = new RawConnection(server)) {
                raw.write("POST /sql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json; charset=" + charset
                        + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
                assertThat(raw.readAll()).startsWith("HTTP/1.1 415 ").contains("send UTF-8");
            }
        }
        try (RawConnection raw = new RawConnection(server)) {
            raw.write("POST /sql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n");
            assertThat(raw.readAll()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    @DisplayName("every answer has the headers that keep a page strict, and names no software")
    void securityHeaders() {
        for (String path : new String[] {"/health", "/nothing-here"}) {
            HttpResponse<String> answer = client.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self';")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    @DisplayName("an unknown path and a wrong method are problems, not pages")
    void problems() {
        HttpResponse<String> missing = client.get("/nothing-here");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(missing.body()).contains("\"status\":404", "/nothing-here");
        HttpResponse<String> wrong = client.post("/health", "");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    @Test
    @DisplayName("headers over 8 KiB, URLs over 8 KiB and bytes that are no HTTP get a short problem without a trace")
    void oversizedHead() throws IOException {
        assertThat(raw("GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(9_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("application/problem+json")
                .doesNotContain("org.eclipse", "at java");
        assertThat(raw("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ")
                .doesNotContain("org.eclipse", "at java");
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ").doesNotContain("org.eclipse", "at java");
        assertThat(raw("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    private String raw(String request) throws IOException {
        try (RawConnection raw = new RawConnection(server)) {
            raw.write(request);
            return raw.readAll();
        }
    }
}
