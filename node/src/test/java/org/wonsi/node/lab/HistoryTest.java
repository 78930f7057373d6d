package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the experiment history")
@InLabRoom
class HistoryTest {
    private final LabRoom room;

    HistoryTest(LabRoom room) {
        this.room = room;
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
        // 24 payments, their coinbase, and the one transaction that they all spend from; Jeju can do 20.
        assertThat(room.run("history", "limit"))
                .containsSubsequence("limit node=Jeju touched=26 most=20", "refused by=Jeju reason=maxlocks")
                .last()
                .asString()
                .startsWith("tips count=2");
        assertThat(room.run("history", "limit")).last().asString().startsWith("tips count=2");
    }
}
