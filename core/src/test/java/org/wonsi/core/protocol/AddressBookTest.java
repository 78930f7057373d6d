package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;

class AddressBookTest {
    private final Wire wire = new Wire(ChainParams.regtest());

    private List<PeerAddress> told(int first, int count) {
        List<PeerAddress> result = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            result.add(
                    new PeerAddress(wire.now.getEpochSecond(), 1, NetworkAddress.ofIpv4(80, i >> 8, i & 255, 1, 9001)));
        }
        return result;
    }

    @Test
    @DisplayName("a peer that floods addresses is heard at one in ten seconds; one that was asked, for 1,000 more")
    void rateLimit() {
        Wire.Station seoul = wire.station("Seoul");
        Wire.Station busan = wire.station("Busan");
        wire.connect(busan, seoul);
        PeerId busanAtSeoul = seoul.node.peers().get(0).id();
        PeerId seoulAtBusan = busan.node.peers().get(0).id();

        seoul.handle(new Event.Received(busanAtSeoul, new Message.Addr(told(0, 10)), 0));
        assertThat(seoul.node.peers().get(0).addresses()).isEqualTo(new PeerSummary.Addresses(true, 1, 9));
        wire.now = wire.now.plusSeconds(30);
        seoul.handle(new Event.Received(busanAtSeoul, new Message.Addr(told(10, 10)), 0));
        assertThat(seoul.node.peers().get(0).addresses()).isEqualTo(new PeerSummary.Addresses(true, 4, 16));
        assertThat(seoul.node.knownAddresses()).hasSize(4);

        busan.handle(new Event.Received(seoulAtBusan, new Message.Addr(told(0, 1_000)), 0));
        busan.handle(new Event.Received(seoulAtBusan, new Message.Addr(told(1_000, 10)), 0));
        assertThat(busan.node.peers().get(0).addresses().processed()).isBetween(1_001L, 1_004L);
    }
}
