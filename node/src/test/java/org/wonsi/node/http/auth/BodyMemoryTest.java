package org.wonsi.node.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.http.auth.BodyMemory.Body;
import org.wonsi.node.http.auth.BodyMemory.Room;

@DisplayName("Of 100,000 bytes for bodies, 40,000 for an address,")
class BodyMemoryTest {
    private final BodyMemory memory = new BodyMemory(100_000, 40_000);
    private final List<String> givenUp = new ArrayList<>();

    private Body open(String name, String address) {
        return memory.open(ClientAddressTest.of(address), () -> givenUp.add(name));
    }

    private Body holding(String name, String address, int bytes) {
        Body body = open(name, address);
        assertThat(memory.grow(body, bytes)).isEqualTo(Room.TAKEN);
        return body;
    }

    @Test
    @DisplayName("an address gets its share, each body's first 4,096 bytes besides, and not a byte more")
    void ofOne() {
        Body first = holding("a", "10.0.0.1", 44_096);
        assertThat(memory.grow(first, 1)).isEqualTo(Room.ADDRESS_FULL);
        Body second = holding("b", "10.0.0.1", 4_096);
        assertThat(memory.grow(second, 1)).isEqualTo(Room.ADDRESS_FULL);
        assertThat(memory.held(ClientAddressTest.of("10.0.0.1"))).isEqualTo(40_000);
        memory.close(first);
        assertThat(memory.grow(second, 40_000)).isEqualTo(Room.TAKEN);
        memory.close(second);
        memory.close(second);
        assertThat(memory.held(ClientAddressTest.of("10.0.0.1"))).isZero();
        assertThat(givenUp).isEmpty();
    }

    @Test
    @DisplayName("what is over the whole costs the address that holds most its oldest unfinished body")
    void all() {
        holding("a1", "10.0.0.1", 20_000);
        Body done = holding("b1", "10.0.0.2", 24_096);
        memory.finish(done);
        holding("b2", "10.0.0.2", 10_000);
        holding("b3", "10.0.0.2", 10_000);
        holding("c1", "10.0.0.3", 34_096);
        Body late = holding("d1", "10.0.0.4", 4_096);
        assertThat(memory.grow(late, 22_288)).isEqualTo(Room.TAKEN);
        assertThat(givenUp).isEmpty();
        assertThat(memory.grow(late, 1)).isEqualTo(Room.TAKEN);
        // 31,808 of .2, 30,000 of .3, 22,289 of .4, 15,904 of .1; the finished one is being answered.
        assertThat(givenUp).containsExactly("b2");
    }

    @Test
    @DisplayName("whoever would be the next to lose one is refused, and what is whole isn't given up")
    void refused() {
        Body first = holding("a", "10.0.0.1", 44_096);
        memory.finish(first);
        Body second = holding("b", "10.0.0.2", 44_096);
        memory.finish(second);
        Body third = holding("c", "10.0.0.3", 24_096);
        assertThat(memory.grow(third, 1)).isEqualTo(Room.NODE_FULL);
        Body fourth = holding("d", "10.0.0.4", 4_096);
        // .3 has an unfinished one, and more than .4.
        assertThat(memory.grow(fourth, 1)).isEqualTo(Room.TAKEN);
        assertThat(givenUp).containsExactly("c");
        memory.close(first);
        assertThat(memory.grow(fourth, 39_999)).isEqualTo(Room.TAKEN);
        assertThat(givenUp).containsExactly("c");
    }

    @Test
    @DisplayName("this machine has as much to itself, whatever the others hold")
    void here() {
        holding("a", "10.0.0.1", 44_096);
        holding("b", "10.0.0.2", 44_096);
        holding("c", "10.0.0.3", 24_096);
        Body here = holding("here", "127.0.0.1", 104_096);
        assertThat(memory.grow(here, 1)).isEqualTo(Room.ADDRESS_FULL);
        assertThat(givenUp).isEmpty();
    }
}
