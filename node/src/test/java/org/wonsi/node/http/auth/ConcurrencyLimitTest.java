package org.wonsi.node.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.http.auth.ConcurrencyLimit.Turn;

@DisplayName("Turns for what is costly")
class ConcurrencyLimitTest {
    private final ConcurrencyLimit limit = new ConcurrencyLimit("trying", 3, 2, 1);

    private static ClientAddress from(String address) {
        return ClientAddressTest.of(address);
    }

    @Test
    @DisplayName("one address has two, so that the third is left for another; of the fourth the node is busy")
    void shares() {
        assertThat(limit.take(from("10.0.0.1"))).isEqualTo(Turn.TAKEN);
        assertThat(limit.take(from("10.0.0.1"))).isEqualTo(Turn.TAKEN);
        assertThat(limit.take(from("10.0.0.1"))).isEqualTo(Turn.ADDRESS_BUSY);
        assertThat(limit.take(from("10.0.0.2"))).isEqualTo(Turn.TAKEN);
        assertThat(limit.take(from("10.0.0.2"))).isEqualTo(Turn.NODE_BUSY);
        assertThat(limit.take(from("10.0.0.3"))).isEqualTo(Turn.NODE_BUSY);
    }

    @Test
    @DisplayName("this machine has a turn more, and only one")
    void thisMachine() {
        assertThat(limit.take(from("10.0.0.1"))).isEqualTo(Turn.TAKEN);
        assertThat(limit.take(from("10.0.0.1"))).isEqualTo(Turn.TAKEN);
        assertThat(limit.take(from("10.0.0.2"))).isEqualTo(Turn.TAKEN);
        assertThat(limit.take(from("127.0.0.1"))).isEqualTo(Turn.TAKEN);
        assertThat(limit.take(from("0:0:0:0:0:0:0:1"))).isEqualTo(Turn.NODE_BUSY);
        assertThat(limit.take(from("10.0.0.3"))).isEqualTo(Turn.NODE_BUSY);
    }

    @Test
    @DisplayName("this machine, where all windows of a talk are, may have every turn; then nobody else has one")
    void allOfThisMachine() {
        for (int i = 0; i < 4; i++) {
            assertThat(limit.take(from("127.0.0.1"))).isEqualTo(Turn.TAKEN);
        }
        assertThat(limit.take(from("127.0.0.1"))).isEqualTo(Turn.NODE_BUSY);
        assertThat(limit.take(from("10.0.0.1"))).isEqualTo(Turn.NODE_BUSY);
    }

    @Test
    @DisplayName("a turn given back is free again, for anybody")
    void givenBack() {
        for (int round = 0; round < 5; round++) {
            assertThat(limit.take(from("10.0.0.1"))).isEqualTo(Turn.TAKEN);
            assertThat(limit.take(from("10.0.0.1"))).isEqualTo(Turn.TAKEN);
            assertThat(limit.take(from("10.0.0.2"))).isEqualTo(Turn.TAKEN);
            limit.release(from("10.0.0.1"));
            assertThat(limit.take(from("10.0.0.2"))).isEqualTo(Turn.TAKEN);
            assertThat(limit.take(from("10.0.0.1"))).isEqualTo(Turn.NODE_BUSY);
            limit.release(from("10.0.0.1"));
            limit.release(from("10.0.0.2"));
            limit.release(from("10.0.0.2"));
        }
    }
}
