package org.wonsi.node.http.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.http.node.SqlTurns.Turn;

@DisplayName("Turns for SQL questions")
class SqlTurnsTest {
    private final SqlTurns turns = new SqlTurns();

    @Test
    @DisplayName("one address has two, so that the third is left for another; of the fourth the node is busy")
    void shares() {
        assertThat(turns.take("10.0.0.1")).isEqualTo(Turn.TAKEN);
        assertThat(turns.take("10.0.0.1")).isEqualTo(Turn.TAKEN);
        assertThat(turns.take("10.0.0.1")).isEqualTo(Turn.ADDRESS_BUSY);
        assertThat(turns.take("10.0.0.2")).isEqualTo(Turn.TAKEN);
        assertThat(turns.take("10.0.0.2")).isEqualTo(Turn.NODE_BUSY);
        assertThat(turns.take("10.0.0.3")).isEqualTo(Turn.NODE_BUSY);
    }

    @Test
    @DisplayName("this machine has a turn more, and only one")
    void thisMachine() {
        assertThat(turns.take("10.0.0.1")).isEqualTo(Turn.TAKEN);
        assertThat(turns.take("10.0.0.1")).isEqualTo(Turn.TAKEN);
        assertThat(turns.take("10.0.0.2")).isEqualTo(Turn.TAKEN);
        assertThat(turns.take("127.0.0.1")).isEqualTo(Turn.TAKEN);
        assertThat(turns.take("0:0:0:0:0:0:0:1")).isEqualTo(Turn.NODE_BUSY);
        assertThat(turns.take("10.0.0.3")).isEqualTo(Turn.NODE_BUSY);
    }

    @Test
    @DisplayName("a turn given back is free again, for anybody")
    void givenBack() {
        for (int round = 0; round < 5; round++) {
            assertThat(turns.take("10.0.0.1")).isEqualTo(Turn.TAKEN);
            assertThat(turns.take("10.0.0.1")).isEqualTo(Turn.TAKEN);
            assertThat(turns.take("10.0.0.2")).isEqualTo(Turn.TAKEN);
            turns.giveBack("10.0.0.1");
            assertThat(turns.take("10.0.0.2")).isEqualTo(Turn.TAKEN);
            assertThat(turns.take("10.0.0.1")).isEqualTo(Turn.NODE_BUSY);
            turns.giveBack("10.0.0.1");
            turns.giveBack("10.0.0.2");
            turns.giveBack("10.0.0.2");
        }
    }
}
