package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log collector gets from {@code wonsi node --log-json}. */
class JsonLogIT {
    private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final String PASSWORD = "a-password-nobody-logs";

    @TempDir
    private Path home;

    @Test
    @DisplayName("every line of output and log file is a JSON object that says when, whose and what; none has a secret")
    void lines() throws IOException {
        Path data = home.resolve("regtest").resolve("서울");
        String token;
        String purse;
        List<JsonNode> lines;
        try (RunningNode node =
                RunningNode.start(home, "서울", "--log-json", "--rpc-user", "alice", "--rpc-password", PASSWORD)) {
            token = Files.readString(data.resolve(".cookie")).strip().substring("__cookie__:".length());
            purse = Files.readString(data.resolve("purse.key")).strip();
            node.mine(1, "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8");
            sendGarbage(node.p2p());
            node.program().await(Pattern.compile("expected the network's magic"));

            // A second node on the same directory can't start.
            JsonNode refusal = json(Program.run(
                    1, home, Program.NODE_JAR, RunningNode.arguments(data, "서울", "127.0.0.1:0", "--log-json")));
            assertThat(refusal.get("level").asText()).isEqualTo("ERROR");
            assertThat(refusal.get("message").asText()).contains("in use by another node");

            assertThat(node.program().stop()).isZero();
            lines = objects(node.program().output().lines());
        }
        List<String> messages =
                lines.stream().map(line -> line.get("message").asText()).toList();
        assertThat(messages.get(0)).endsWith(": no chain yet; it begins at genesis");
        assertThat(messages.get(1)).contains("node 서울 on the regtest network, height 0, page http://127.0.0.1:");
        assertThat(messages).anyMatch(message -> message.startsWith("block 1 "));
        assertThat(messages.get(messages.size() - 1)).startsWith("stopped cleanly at block 1:");
        assertThat(lines).allSatisfy(JsonLogIT::isComplete);
        Path file = data.resolve("logs").resolve("wonsi.log");
        try (Stream<String> logged = Files.lines(file)) {
            assertThat(objects(logged)).containsAll(lines);
        }
        assertThat(Files.readString(file) + lines).doesNotContain(token, PASSWORD, purse);
        assertThat(List.of(token.length(), purse.length())).allMatch(length -> length > 50);
    }

    private static void isComplete(JsonNode line) {
        List<String> fields = new ArrayList<>();
        line.fieldNames().forEachRemaining(fields::add);
        assertThat(fields).containsExactly("time", "level", "node", "logger", "thread", "message");
        assertThat(line.get("time").asText()).matches(UTC);
        assertThat(line.get("node").asText()).isEqualTo("서울");
    }

    private static List<JsonNode> objects(Stream<String> lines) {
        return lines.map(JsonLogIT::json).toList();
    }

    private static JsonNode json(String line) {
        return Optional.of(RunningNode.parse(line))
                .filter(JsonNode::isObject)
                .filter(object -> !object.isEmpty())
                .orElseThrow(() -> new AssertionError("no JSON object: " + line));
    }

    private static void sendGarbage(String p2p) {
        String[] place = p2p.split(":", 2);
        try (Socket socket = new Socket(place[0], Integer.parseInt(place[1]))) {
            socket.getOutputStream().write("GET / HTTP/1.1 of another protocol".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
