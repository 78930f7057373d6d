package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.PeerId;

@DisplayName("The places for tabs")
class TabPlacesTest {
    private static final TabPlaces.Outcome TAKEN = new TabPlaces.Outcome(true, Optional.empty());
    private static final TabPlaces.Outcome REFUSED = new TabPlaces.Outcome(false, Optional.empty());

    private final TabPlaces places = new TabPlaces(TabPlaces.IN_ALL, TabPlaces.PER_ADDRESS);
    private long next;

    private static NetworkAddress phone(int host, int port) {
        return NetworkAddress.ofIpv4(192, 168, 0, host, port);
    }

    private TabPlaces.Outcome take(NetworkAddress address) {
        return places.take(new PeerId(next++), address);
    }

    private void fill(int host, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(take(phone(host, 1_000 + i))).isEqualTo(TAKEN);
        }
    }

    @Test
    @DisplayName("are 128 for one address, enough for a room behind one router, and no more")
    void perAddress() {
        fill(7, 128);
        assertThat(places.hasRoom(phone(7, 9))).isFalse();
        assertThat(take(phone(7, 9))).isEqualTo(REFUSED);
        assertThat(take(phone(8, 9))).isEqualTo(TAKEN);
        places.free(new PeerId(5), Optional.empty());
        assertThat(take(phone(7, 9))).isEqualTo(TAKEN);
    }

    @Test
    @DisplayName("are 256 in all; an address with few gets the youngest of the one with the most")
    void inAll() {
        fill(7, 128);
        fill(8, 127);
        fill(9, 1);
        assertThat(places.hasRoom(phone(8, 9))).isFalse();
        assertThat(take(phone(8, 9))).isEqualTo(REFUSED);
        assertThat(places.hasRoom(phone(10, 9))).isTrue();
        assertThat(take(phone(10, 9))).isEqualTo(new TabPlaces.Outcome(true, Optional.of(new PeerId(127))));
        assertThat(take(phone(9, 9)).taken()).isTrue();
    }

    @Test
    @DisplayName("are this machine's own up to all of them, and one network of IPv6 is one address")
    void others() {
        for (int i = 0; i < 255; i++) {
            assertThat(take(NetworkAddress.ofIpv4(127, 0, 0, 1, i)).taken()).isTrue();
        }
        TabPlaces few = new TabPlaces(10, 2);
        ByteString network = ByteString.ofHex("20010db800000001");
        for (int i = 0; i < 3; i++) {
            NetworkAddress address =
                    NetworkAddress.ofIp(network.concat(ByteString.ofHex("000000000000000" + i)), 9_000);
            assertThat(few.take(new PeerId(1_000 + i), address).taken()).isEqualTo(i < 2);
        }
    }

    @Test
    @DisplayName("remember what the last thousand said when they left, as far as it can be shown")
    void farewells() {
        fill(7, 1);
        places.free(new PeerId(0), Optional.of("invalid block: bad-cb-amount\u202e" + "x".repeat(200)));
        assertThat(places.farewell(new PeerId(0)).orElseThrow())
                .startsWith("invalid block: bad-cb-amount?xxx")
                .hasSizeLessThanOrEqualTo(153);
        assertThat(places.farewell(new PeerId(1))).isEmpty();
        for (int i = 1; i <= 1_000; i++) {
            places.free(new PeerId(i), Optional.of("asleep"));
        }
        assertThat(places.farewell(new PeerId(0))).isEmpty();
        assertThat(places.farewell(new PeerId(1))).contains("asleep");
    }
}
