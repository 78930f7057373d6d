package org.wonsi.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.node.doctor.Finding.Kind;

@DisplayName("the doctor's look at the room")
class RoomCheckTest {
    private static final String MINING =
            "   \"mining\": {\"enabled\": true, \"hash_rate\": 400000, \"expected_tries\": 8000000}},";

    private static final String BOARD = """
        {"target_spacing": 10, "now": 1000,
         "nodes": [
          {"name": "Seoul", "height": 72, "tip": "0000b477", "peers": 2, "state": "running",
           "mining": {"enabled": true, "hash_rate": 400000, "expected_tries": 8000000}},
          {"name": "Busan", "height": 72, "tip": "0000b477", "peers": 2, "state": "running",
           "mining": {"enabled": true, "hash_rate": 400000, "expected_tries": 8000000}},
          {"name": "a laptop", "height": 3, "tip": "0000aaaa", "peers": 0, "state": "remote"}],
         "links": [{"a": "Seoul", "b": "Busan", "connected": true}],
         "blocks": [{"time": 920}, {"time": 900}]}
        """;

    private final Map<String, String> answers = new HashMap<>(Map.of(
            "/node/board", BOARD,
            "/lab", "[{\"name\": \"tamper\"}]",
            "/lab/tamper", "{\"problem\": \"\"}",
            "/lessons/en", "[{\"number\": 3, \"lacks\": []}]",
            "/lessons/ko", "[{\"number\": 3, \"lacks\": []}]",
            "/join", "{\"room\": \"http://192.168.0.7:8001\", \"time\": 1000000}",
            "/talk", "{\"now\": 600000}"));

    private long clock = 1_000_000;

    private List<Finding> check() {
        return RoomCheck.of(
                "http://127.0.0.1:8001",
                path -> Optional.ofNullable(answers.get(path)).map(RoomCheckTest::read),
                () -> Instant.ofEpochMilli(clock));
    }

    @Test
    @DisplayName("compares the room's clock with this machine's: up to a minute is nothing, from then on it is named")
    void clocks() {
        clock = 1_000_000 + 59_999;
        assertThat(found(Kind.GOOD)).contains("the room's clock and this machine's agree");
        clock = 1_000_000 - 59_999;
        assertThat(found(Kind.GOOD)).contains("the room's clock and this machine's agree");
        clock = 1_000_000 + 60_000;
        assertThat(found(Kind.PROBLEM))
                .containsExactly(
                        "this machine's clock is 1 min 0 s ahead of the room's; set the wrong one right: nodes refuse"
                                + " blocks from two hours ahead");
        clock = 1_000_000 - 7_384_000;
        assertThat(found(Kind.PROBLEM))
                .containsExactly(
                        "this machine's clock is 123 min 4 s behind the room's; set the wrong one right: nodes refuse"
                                + " blocks from two hours ahead");
    }

    private static JsonNode read(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private void board(String old, String now) {
        assertThat(BOARD).contains(old);
        answers.put("/node/board", BOARD.replace(old, now));
    }

    private List<String> found(Kind kind) {
        return check().stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::what)
                .toList();
    }

    @Test
    @DisplayName("finds nothing to mend where all is well, and says what it saw")
    void well() {
        assertThat(check()).allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.GOOD));
        assertThat(found(Kind.GOOD))
                .containsExactly(
                        "a seminar runs at http://127.0.0.1:8001",
                        "2 nodes, all connected",
                        "all stand on block 72 …b477",
                        "800,000 tries a second, 8,000,000 for a block: one about every 10 s",
                        "1 experiments answer",
                        "1 lessons in both languages have all that they need",
                        "phones join at http://192.168.0.7:8001; try it with one of yours",
                        "the room's clock and this machine's agree",
                        "the presenter's clock stands at 0");
    }

    @Test
    @DisplayName("says how to start a seminar where none answers")
    void none() {
        answers.clear();
        assertThat(check())
                .containsExactly(new Finding(
                        Kind.NOTE,
                        "no seminar answers at http://127.0.0.1:8001; start ./wonsi seminar and ask the doctor again,"
                                + " so that it looks at the room too (--url for another place)"));
    }

    @Test
    @DisplayName("finds cut links, lonely nodes and different tips")
    void apart() {
        board("\"connected\": true", "\"connected\": false");
        assertThat(found(Kind.PROBLEM)).containsExactly("cut: Seoul to Busan; press r on the board to join them again");
        board(
                String.join("\n", "\"peers\": 2, \"state\": \"running\",", MINING, "  {\"name\": \"a"),
                String.join("\n", "\"peers\": 0, \"state\": \"syncing\",", MINING, "  {\"name\": \"a"));
        assertThat(found(Kind.PROBLEM))
                .containsExactly(
                        "no connection: Busan; join its links on the board, or start the seminar anew",
                        "Busan is still syncing; wait until it isn't");
        board(
                "\"name\": \"Busan\", \"height\": 72, \"tip\": \"0000b477\"",
                "\"name\": \"Busan\", \"height\": 71, \"tip\": \"0000cccc\"");
        assertThat(found(Kind.PROBLEM))
                .containsExactly(
                        "the nodes stand on different blocks: 71 …cccc, 72 …b477; ask again in some seconds; if it"
                                + " stays, join the cut links on the board");
    }

    @ParameterizedTest(name = "{0} tries a second: {1}")
    @CsvSource({"133334, GOOD", "133332, PROBLEM", "0, PROBLEM", "1199999, GOOD", "1200002, NOTE"})
    @DisplayName("holds the measured speed against the difficulty: three times too slow or too fast is no chance")
    void pace(int each, Kind kind) {
        board("\"hash_rate\": 400000", "\"hash_rate\": " + each);
        assertThat(check().get(3).kind()).as(check().get(3).what()).isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0} s old")
    @CsvSource({"919, PROBLEM", "920, GOOD"})
    @DisplayName("finds miners that are off or wait, and a last block that is too old")
    void mining(int newest, Kind kind) {
        board("\"time\": 920", "\"time\": " + newest);
        assertThat(found(Kind.PROBLEM).isEmpty()).isEqualTo(kind == Kind.GOOD);
        board("\"enabled\": true", "\"enabled\": false");
        assertThat(found(Kind.PROBLEM)).containsExactly("no node mines; switch mining on, on the board");
        board("\"enabled\": true", "\"enabled\": true, \"waits\": \"the clock\"");
        assertThat(found(Kind.PROBLEM)).hasSize(2).first().asString().startsWith("Seoul's miner waits: the clock");
    }

    @Test
    @DisplayName("finds experiments that are missing, silent or failed")
    void lab() {
        answers.put("/lab/tamper", "{\"problem\": \"waited in vain\"}");
        assertThat(found(Kind.PROBLEM))
                .containsExactly("experiments that failed: tamper; reset them: ./wonsi lab reset tamper");
        answers.remove("/lab/tamper");
        assertThat(found(Kind.PROBLEM))
                .containsExactly("experiments that failed: tamper; reset them: ./wonsi lab reset tamper");
        answers.put("/lab", "[]");
        assertThat(found(Kind.PROBLEM)).hasSize(1).first().asString().startsWith("no experiments; wait until");
    }

    @Test
    @DisplayName("finds a language without its lessons, and what a lesson lacks, with the remedy")
    void lessons() {
        answers.put("/lessons/ko", "[]");
        assertThat(found(Kind.PROBLEM)).hasSize(1).first().asString().startsWith("lessons: 1 in English, 0 in Korean;");
        answers.put("/lessons/ko", "[{\"number\": 3, \"lacks\": [\"payments\"]}]");
        answers.put("/lessons/en", "[{\"number\": 3, \"lacks\": [\"payments\", \"nodes\"]}]");
        assertThat(found(Kind.PROBLEM))
                .containsExactly(
                        "lesson 3 lacks payments; switch the demo payments on, on the board",
                        "lesson 3 lacks nodes; start the seminar with more, --nodes");
    }

    @Test
    @DisplayName("notes that phones can't join, and a clock that runs already")
    void notes() {
        answers.put("/join", "{}");
        answers.put("/talk", "{\"now\": 600000, \"started\": 0}");
        assertThat(found(Kind.NOTE))
                .containsExactly(
                        "phones can't join; start the seminar with --lan if they are to",
                        "the presenter's clock has run for 10 min; clear it in the presenter's window before the talk");
        assertThat(found(Kind.PROBLEM)).isEmpty();
    }
}
