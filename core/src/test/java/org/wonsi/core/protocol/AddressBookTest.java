package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerSummary;

class AddressBookTest {
    private final Wire wire = new Wire(ChainParams.regtest());

    private List<PeerAddress> told(int first, int count) {
        List<PeerAddress> result = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            result.add(new PeerAddress(
                    wire.now.getEpochSecond(), 1, NetworkAddress.ofIpv4(80 + i / 256, i % 256, 1, 1, 9001)));
        }
        return result;
    }

    @Test
    @DisplayName("who dialled in and told where it listens isn't dialled as well; a third node told of is")
    void noSecondConnection() {
        NetworkAddress atBusan = NetworkAddress.ofIpv4(10, 0, 0, 2, 9001);
        NetworkAddress atJeju = NetworkAddress.ofIpv4(10, 0, 0, 3, 9001);
        Wire.Station seoul = wire.station("Seoul", config -> config.withOutboundTarget(8));
        Wire.Station busan = wire.station("Busan", config -> config.withListening(atBusan));
        wire.connect(
                busan, seoul, NetworkAddress.ofIpv4(10, 0, 0, 1, 9001), NetworkAddress.ofIpv4(10, 0, 0, 2, 50_000));
        assertThat(seoul.node.knownAddresses())
                .extracting(known -> known.address().address())
                .containsExactly(atBusan);
        wire.tick(1);
        assertThat(seoul.dials).isEmpty();
        seoul.handle(new Event.AddressesLearned(List.of(new PeerAddress(wire.now.getEpochSecond(), 1, atJeju))));
        wire.tick(1);
        assertThat(seoul.dials).containsExactly(atJeju);
    }

    @Test
    @DisplayName(
            "while an outbound slot is free one address a tick is dialled, 8 at a time; a connection too many is closed")
    void outboundSlots() {
        Wire.Station seoul = wire.station("Seoul", config -> config.withOutboundTarget(1));
        seoul.handle(new Event.AddressesLearned(told(0, 10)));
        for (int i = 1; i <= 9; i++) {
            wire.tick(1);
            assertThat(seoul.dials).hasSize(Math.min(i, 8)).doesNotHaveDuplicates();
        }
        seoul.handle(new Event.DialFailed(seoul.dials.get(0)));
        wire.tick(1);
        assertThat(seoul.dials).hasSize(9).doesNotHaveDuplicates();
        Wire.Station busan = wire.station("Busan");
        Wire.Station jeju = wire.station("Jeju");
        NetworkAddress from = NetworkAddress.ofIpv4(10, 0, 0, 1, 50_000);
        wire.connect(seoul, busan, seoul.dials.get(1), from);
        wire.connect(seoul, jeju, seoul.dials.get(2), from);
        assertThat(seoul.node.peers()).extracting(PeerSummary::name).containsExactly("Busan");
        assertThat(seoul.events)
                .filteredOn(NodeEvent.PeerClosed.class::isInstance)
                .extracting(event -> ((NodeEvent.PeerClosed) event).reason())
                .containsExactly("enough outbound connections");
        assertThat(seoul.node.knownAddresses())
                .filteredOn(known -> known.failures() > 0)
                .extracting(known -> known.address().address())
                .containsExactly(seoul.dials.get(0));
    }

    @Test
    @DisplayName(
            "a lost outbound connection is replaced; a dial of which nothing was heard for 30 seconds counts no more")
    void refilled() {
        Wire.Station seoul = wire.station("Seoul", config -> config.withOutboundTarget(1));
        seoul.handle(new Event.AddressesLearned(told(0, 9)));
        wire.tick(1);
        Wire.Station busan = wire.station("Busan");
        wire.connect(seoul, busan, seoul.dials.get(0), NetworkAddress.ofIpv4(10, 0, 0, 1, 50_000));
        wire.tick(1);
        assertThat(seoul.dials).hasSize(1);
        wire.disconnect(seoul, busan);
        for (int i = 0; i < 9; i++) {
            wire.tick(1);
        }
        assertThat(seoul.dials).hasSize(9);
        // The first of the eight was a second after the loss.
        wire.tick(22);
        assertThat(seoul.dials).hasSize(9);
        wire.tick(1);
        assertThat(seoul.dials).hasSize(10);
    }

    @Test
    @DisplayName("a node that hangs up before it shook hands counts as failed, and is tried later and later")
    void hangsUp() {
        Wire.Station seoul = wire.station("Seoul", config -> config.withOutboundTarget(1));
        seoul.handle(new Event.AddressesLearned(told(0, 1)));
        wire.tick(1);
        seoul.handle(new Event.PeerConnected(new PeerId(900), seoul.dials.get(0), false));
        seoul.handle(new Event.PeerClosed(new PeerId(900), "closed by the other side"));
        assertThat(seoul.node.knownAddresses().get(0).failures()).isEqualTo(1);
        wire.tick(3);
        assertThat(seoul.dials).hasSize(1);
        wire.tick(1);
        assertThat(seoul.dials).hasSize(2);
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
