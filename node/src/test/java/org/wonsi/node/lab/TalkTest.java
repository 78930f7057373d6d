package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.node.lab.context.WirePeer;
import org.wonsi.node.runtime.Node;

/** All lessons in a room as a talk has it; with {@code -Dwonsi.speed=1} in real time and with a talk's whole work. */
@DisplayName("a talk, whose nodes go on mining and paying while a lesson runs,")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class TalkTest {
    private static final int SETTLED = 6;

    private LabRoom room;

    @BeforeAll
    void open(@TempDir Path directory) {
        room = LabRoom.ofATalk(directory);
    }

    @AfterAll
    void close() {
        room.close();
    }

    static Stream<Integer> lessons() {
        return ExperimentCatalogue.ENTRIES.stream().map(ExperimentCatalogue.Entry::lesson);
    }

    private List<HeaderNode> tips() {
        return room.nodes().stream().map(node -> node.snapshot().tip()).toList();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    @DisplayName("shows all that a lesson says is seen, and its own chain only grows")
    void lesson(int number) {
        List<HeaderNode> before = tips();
        assertThat(room.unseen(number)).isEmpty();
        for (int i = 0; i < before.size(); i++) {
            Node node = room.nodes().get(i);
            HeaderNode tip = node.snapshot().tip();
            assertThat(tip.height())
                    .as(node.name())
                    .isGreaterThanOrEqualTo(before.get(i).height());
            // Two miners may find the newest block at once; what is settled stays.
            int settled = before.get(i).height() - SETTLED;
            assertThat(tip.ancestor(settled).hash())
                    .as(node.name())
                    .isEqualTo(before.get(i).ancestor(settled).hash());
            assertThat(node.peers().bans()).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "loses nobody by an attacker: he is cut off, and the address that he shares with all others isn't banned")
    void attacker() throws Exception {
        Node busan = room.nodes().get(1);
        for (int i = 0; i < 3; i++) {
            try (WirePeer attacker = WirePeer.connect(busan, "attacker")) {
                // Headers that follow from nothing, and then a message that no peer may send.
                attacker.send(new Message.Headers(
                        List.of(room.nodes().get(0).params().genesis().header().withNonce(i))));
                attacker.awaitHandled();
            }
        }
        assertThat(busan.peers().bans()).isEmpty();
        assertThat(busan.peers().list().stream().flatMap(peer -> peer.name().stream()))
                .contains("Seoul", "Jeju");
        try (WirePeer other = WirePeer.connect(busan, "laptop")) {
            other.awaitHandled();
        }
    }
}
