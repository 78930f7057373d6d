package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.protocol.peer.PeerList;
import org.wonsi.core.protocol.peer.ProtocolConfig;

@DisplayName("the address book's limits")
class AddressLimitsTest {
    private final Instant start = Instant.ofEpochSecond(1_600_000_000);
    private final PeerList peers = new PeerList();
    private final Outbox outbox = new Outbox(false);
    private final AddressBook book = new AddressBook(
            ProtocolConfig.of(ChainParams.regtest(), "Seoul", "0.1.0").withOutboundTarget(8),
            peers,
            outbox,
            new SplittableRandom(5));
    private long nextPeer = 1;

    private Peer connect(NetworkAddress address, boolean inbound) {
        Peer peer = new Peer(new PeerId(nextPeer++), address, inbound, PeerKind.NODE, start);
        peers.add(peer);
        peer.setReady();
        book.onReady(peer, start);
        return peer;
    }

    private static NetworkAddress at(int a, int b, int c, int d) {
        return NetworkAddress.ofIpv4(a, b, c, d, 8_333);
    }

    private PeerAddress told(NetworkAddress address) {
        return new PeerAddress(start.getEpochSecond() - 3_600, 1, address);
    }

    /** So many addresses, each in a group of its own. */
    private List<PeerAddress> everywhere(int first, int count) {
        List<PeerAddress> addresses = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            addresses.add(told(at(80 + i / 256, i % 256, 1, 1)));
        }
        return addresses;
    }

    private List<PeerAddress> known() {
        return book.addresses().stream().map(KnownAddress::address).toList();
    }

    private List<NetworkAddress> dialled(Instant now) {
        outbox.drain();
        book.onTick(now);
        return outbox.drain().stream()
                .filter(Effect.Dial.class::isInstance)
                .map(effect -> ((Effect.Dial) effect).address())
                .toList();
    }

    @Test
    @DisplayName("keeps at most 500 addresses told by one group, and has room for what others tell")
    void perSource() {
        Peer flooder = connect(at(66, 1, 1, 1), false);
        book.onAddr(flooder, everywhere(0, 501), start);
        assertThat(known()).hasSize(1 + 500);
        Peer accomplice = connect(at(66, 1, 9, 9), false);
        book.onAddr(accomplice, everywhere(600, 1), start);
        assertThat(known()).doesNotContain(everywhere(600, 1).get(0));
        Peer stranger = connect(at(67, 1, 1, 1), false);
        book.onAddr(stranger, everywhere(600, 1), start);
        assertThat(known()).contains(everywhere(600, 1).get(0));
    }

    @Test
    @DisplayName("keeps at most 256 addresses of one group; one that failed three times gives its place to a new one")
    void hopeless() {
        List<PeerAddress> group = new ArrayList<>();
        for (int i = 0; i < 257; i++) {
            group.add(told(at(70, 1, i / 256, i % 256)));
        }
        book.learn(group, start);
        assertThat(known()).hasSize(256).doesNotContain(group.get(256));
        NetworkAddress dead = group.get(7).address();
        for (int failure = 1; failure <= 2; failure++) {
            book.onDialFailed(dead, start);
        }
        book.learn(group.subList(256, 257), start);
        assertThat(known()).doesNotContain(group.get(256));
        book.onDialFailed(dead, start);
        book.learn(group.subList(256, 257), start);
        assertThat(known()).hasSize(256).contains(group.get(256)).doesNotContain(group.get(7));
    }

    @Test
    @DisplayName(
            "dials a public group once at a time, whoever dialled in from there, and a room's addresses as it likes")
    void oncePerGroup() {
        connect(at(66, 1, 1, 1), true);
        book.learn(List.of(told(at(66, 1, 2, 2)), told(at(66, 1, 3, 3))), start);
        NetworkAddress first = dialled(start).get(0);
        assertThat(first.host()).startsWith("66.1.");
        connect(first, false);
        assertThat(dialled(start.plusSeconds(3_600))).isEmpty();

        connect(at(192, 168, 0, 1), false);
        book.learn(List.of(told(at(192, 168, 0, 2))), start);
        assertThat(dialled(start.plusSeconds(3_600))).containsExactly(at(192, 168, 0, 2));
    }

    @Test
    @DisplayName("every other dial goes to an address that has answered, however many others there are")
    void answered() {
        NetworkAddress good = at(9, 9, 1, 1);
        Peer peer = connect(good, false);
        book.learn(everywhere(0, 1_000), start);
        book.onAddr(peer, List.of(), start);
        peers.remove(peer.id());
        book.onClosed(peer, start);
        List<NetworkAddress> dials = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            dials.addAll(dialled(start.plusSeconds(i)));
        }
        // By chance alone it would be among eight of a thousand once in 125 seeds.
        assertThat(dials).as("seed 5").hasSize(8).contains(good);
    }

    @Test
    @DisplayName("what has answered is kept as such over a restart, and dialled first again")
    void restart() {
        NetworkAddress good = at(9, 9, 1, 1);
        connect(good, false);
        outbox.drain();
        book.learn(everywhere(0, 1_000), start);
        book.onTick(start);
        List<KnownAddress> kept = outbox.drain().stream()
                .filter(Effect.SaveAddresses.class::isInstance)
                .flatMap(effect -> ((Effect.SaveAddresses) effect).addresses().stream())
                .toList();
        assertThat(kept)
                .hasSize(1_001)
                .filteredOn(known -> known.lastSuccess() > 0)
                .hasSize(1);

        AddressBook later = new AddressBook(
                ProtocolConfig.of(ChainParams.regtest(), "Seoul", "0.1.0").withOutboundTarget(8),
                new PeerList(),
                outbox,
                new SplittableRandom(6));
        later.restore(kept, start);
        for (int i = 0; i < 8; i++) {
            later.onTick(start.plusSeconds(i));
        }
        assertThat(outbox.drain()).as("seed 6").contains(new Effect.Dial(good));
    }
}
