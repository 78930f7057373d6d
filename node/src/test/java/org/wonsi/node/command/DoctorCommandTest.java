package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.TestNode;
import org.wonsi.node.http.server.HttpConfig;
import picocli.CommandLine;

@DisplayName("wonsi doctor")
@Timeout(120)
class DoctorCommandTest {
    private record Run(int code, String out, String err) {}

    private static Run run(String url) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Wonsi.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = Wonsi.run(commandLine, new String[] {"doctor", "--url", url}, Map.of());
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    @DisplayName("asks a node that runs, lists what its room lacks, and ends with exit code 1")
    void lacking(@TempDir Path directory) {
        try (TestNode node = new TestNode(directory);
                HttpServer server = HttpServer.start(node, HttpConfig.loopback(0))) {
            Run run = run(server.url() + "/");
            assertThat(run.out())
                    .contains("this machine\n  ok    Java ")
                    .contains("one core tries ")
                    .contains("the room\n  ok    a seminar runs at " + server.url() + "\n")
                    .contains("  MEND  lesson 3 lacks nodes; start the seminar with more, --nodes\n")
                    .doesNotContain("ports\n")
                    .containsPattern("\\d+ things to mend\\.");
            assertThat(run.code()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "without a seminar looks at the ports, says how to start one, and its exit code says whether to mend something")
    void nobody() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Run run = run("http://127.0.0.1:" + free);
        assertThat(run.out())
                .contains("ports\n")
                .contains("port 9003 is ")
                .contains("  note  no seminar answers at http://127.0.0.1:" + free + "; start ./wonsi seminar");
        assertThat(run.code()).isEqualTo(run.out().contains("  MEND  ") ? 1 : 0);
        assertThat(run.out().contains("Ready.")).isEqualTo(run.code() == 0);
    }

    @Test
    @DisplayName("refuses what is no address")
    void wrongAddress() {
        assertThat(run("seoul"))
                .extracting(Run::code, r -> r.err().contains("'seoul' is no address of a node"))
                .containsExactly(2, true);
        assertThat(run("file:///etc").code()).isEqualTo(2);
    }
}
