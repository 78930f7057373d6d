package org.wonsi.node.command.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.node.command.Wonsi;
import org.wonsi.node.http.route.Json;
import picocli.CommandLine;

@DisplayName("wonsi simulate")
class SimulateCommandTest {
    @TempDir
    private Path directory;

    private record Run(int code, String out, String err) {}

    private static Run run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Wonsi.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of("simulate"));
        for (Object argument : arguments) {
            all.add(String.valueOf(argument));
        }
        int code = Wonsi.run(commandLine, all.toArray(new String[0]), Map.of());
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    @DisplayName("prints the same for the same seed, byte for byte, and writes the same events; another seed differs")
    void deterministic() throws IOException {
        Path first = directory.resolve("first.jsonl");
        Path second = directory.resolve("second.jsonl");
        Run one = run("--nodes", 5, "--hours", 0.2, "--seed", 6, "--stormy", "--events", first);
        Run same = run("--nodes", 5, "--hours", 0.2, "--seed", 6, "--stormy", "--events", second);
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.out()).startsWith("seed 6: 5 nodes").contains("propagation", "messages", "stale");
        assertThat(same.out()).isEqualTo(one.out());
        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(run("--nodes", 5, "--hours", 0.2, "--seed", 7, "--stormy").out())
                .isNotEqualTo(one.out());
    }

    @Test
    @DisplayName("tells what a selfish miner earns beside the formula; a share of half is refused")
    void selfish() {
        Run run = run("--nodes", 5, "--hours", 20, "--seed", 2, "--selfish", 0.4, "--selfish-links", 5);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("selfish miner      40\\.0 % of the work, found \\d+ blocks, \\d+ stayed: ")
                .containsPattern(
                        "γ = [01]\\.\\d{3} counted \\(\\d+ of \\d+ ties\\); the formula gives \\d+\\.\\d{3} %");
        assertThat(run("--selfish", 0.5).err()).contains("selfish is 0 to 0.49, not 0.5");
    }

    @Test
    @DisplayName("writes events as /events tells them: the board first, then in order of time, and the end")
    void events() throws IOException {
        Path file = directory.resolve("run.jsonl");
        Run run = run("--nodes", 35, "--hours", 0.5, "--seed", 3, "--events", file);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("open any node's page at /#/replay");
        List<String> lines = Files.readAllLines(file);
        JsonNode board = Json.MAPPER.readTree(lines.get(0));
        assertThat(board.get("event").asText()).isEqualTo("board");
        // As many as the board draws.
        assertThat(board.get("data").get("nodes")).hasSize(30);
        assertThat(board.get("data").get("links")).hasSizeGreaterThan(30);
        long time = board.get("data").get("now").asLong() * 1_000;
        for (String line : lines.subList(1, lines.size())) {
            JsonNode data = Json.MAPPER.readTree(line).get("data");
            assertThat(data.get("time").asLong()).as(line).isGreaterThanOrEqualTo(time);
            time = data.get("time").asLong();
        }
        JsonNode end = Json.MAPPER.readTree(lines.get(lines.size() - 1));
        assertThat(end.get("event").asText()).isEqualTo("end");
        assertThat(end.get("data").get("complete").asBoolean()).isTrue();
        Map<String, Long> kinds = lines.stream()
                .map(line -> line.substring(10, line.indexOf('"', 10)))
                .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
        assertThat(kinds.keySet()).contains("block", "message");
        String block = lines.stream()
                .filter(line -> line.contains("\"event\":\"block\""))
                .findFirst()
                .orElseThrow();
        assertThat(Json.MAPPER.readTree(block).get("data").fieldNames())
                .toIterable()
                .containsExactly("node", "time", "hash", "prev", "height", "finder", "tx_count", "change");
    }

    @Test
    @DisplayName("names file, line and reason of a bad scenario, and uses a good one")
    void scenario() throws IOException {
        Path good = Files.writeString(directory.resolve("good"), "# unequal\nlargestShare = 0.9\nhours = 0.2\n");
        assertThat(run("--nodes", 3, "--scenario", good).out())
                .startsWith("seed 1: 3 nodes, 0.2 hours of virtual time and 810 s to begin and settle, ");
        Path bad = Files.writeString(directory.resolve("bad"), "hours = 1\nspeed = 3\n");
        Run refused = run("--scenario", bad);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("bad, line 2, 'speed = 3': there is no setting 'speed'; there are nodes, linksPerNode");
        assertThat(run("--scenario", directory.resolve("none")).err()).contains("there is no such file");
        Path large = Files.writeString(directory.resolve("large"), "#".repeat(64 * 1_024 + 1));
        assertThat(run("--scenario", large).err()).contains("it has more than 65536 bytes");
        Path full = Files.writeString(directory.resolve("full"), "#".repeat(64 * 1_024 - 12) + "\nhours = 0.1");
        assertThat(run("--nodes", 2, "--scenario", full).code()).isZero();
        assertThat(run("--nodes", 2, "--set", "hours=0.3").out())
                .startsWith("seed 1: 2 nodes, 0.3 hours of virtual time and 810 s to begin and settle, ");
        assertThat(run("--set", "hours=0.3", "--set", "hours=1").err())
                .contains("--set, line 2, 'hours=1': hours was set on an earlier line");
        assertThat(run("--nodes", 1).err()).contains("nodes is 2 to 5000, whole, not 1");
    }

    @Test
    @DisplayName("says what can't be written")
    void unwritable() {
        Run run = run("--nodes", 2, "--hours", 0.1, "--events", directory.resolve("no/such/directory"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("can't write " + directory.resolve("no/such/directory") + ": no such file");
    }
}
