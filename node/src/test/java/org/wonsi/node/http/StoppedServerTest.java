package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;

@DisplayName("A server that stops while an experiment runs")
@Timeout(60)
class StoppedServerTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @DisplayName("answers nobody any more, and has nothing to complain of")
    @ValueSource(booleans = {true, false})
    void silent(boolean succeeds) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.addAppender(lines);
        try (TestNode node = new TestNode(directory)) {
            HttpThreads threads = HttpThreads.forServers(1);
            HttpServer server = HttpServer.start(node, HttpConfig.loopback(0), threads);
            try (RawConnection asker = new RawConnection(server)) {
                asker.write("POST /lab/echo/later HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nX-Wonsi-Token: "
                        + server.operatorUrl().replaceAll(".*token=", "") + "\r\n\r\n");
                node.lab().waiting().get();
                server.close();
                if (succeeds) {
                    node.lab().later().complete(node.lab().seen("echo"));
                } else {
                    node.lab().later().completeExceptionally(new CancellationException("the experiment was reset"));
                }
                assertThat(asker.readAll()).doesNotContain("200");
            } finally {
                // Ends when all that they had to do is done.
                threads.close();
            }
            assertThat(lines.list)
                    .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .isEmpty();
        } finally {
            root.detachAppender(lines);
        }
    }
}
