package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;

@DisplayName("the experiment history")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class HistoryTest {
    private LabRoom room;

    @BeforeAll
    void open(@TempDir Path directory) {
        room = new LabRoom(directory);
    }

    @AfterAll
    void close() {
        room.close();
    }

    @Test
    @DisplayName("shows all that lesson 13 says is seen, twice, and the room's chain stays as it was")
    void lesson() {
        BlockHash tip = room.nodes().get(0).snapshot().tip().hash();
        assertThat(room.unseen(13)).isEmpty();
        room.lab().reset("history").join();
        assertThat(room.unseen(13)).isEmpty();
        assertThat(room.nodes())
                .allSatisfy(node -> assertThat(node.snapshot().tip().hash()).isEqualTo(tip));
    }

    @Test
    @DisplayName("the accidents come in any order, and each ends with its own reason")
    void anyOrder() {
        room.lab().reset("history").join();
        assertThat(room.run("history", "yield")).last().asString().startsWith("agreed nodes=3");
        assertThat(room.run("history", "version", "to=Jeju", "blocks=1"))
                .containsExactly("refused by=Jeju reason=bad-version(0x00000002)", "lost blocks=2");
        assertThat(room.run("history", "sum")).last().isEqualTo("refused by=Busan reason=bad-txns-txouttotal-toolarge");
        assertThat(room.run("history", "overflow", "to=Seoul"))
                .last()
                .isEqualTo("refused by=Seoul reason=bad-txns-vout-toolarge");
        assertThat(room.run("history", "limit")).last().asString().startsWith("tips count=2");
    }
}
