package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.script.Script;

class P2pNetworkTest {
    private final List<LiveNode> nodes = new ArrayList<>();
    private final MessageCodec codec = new MessageCodec(ChainParams.regtest().magic());

    private LiveNode start(String name) throws IOException {
        LiveNode node = new LiveNode(name, ChainParams.regtest());
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() {
        nodes.forEach(LiveNode::close);
    }

    private static void awaitPeers(LiveNode node, int count) {
        node.await(
                count + " ready peers",
                n -> n.peers().stream().filter(p -> p.ready()).count() == count);
    }

    @Test
    @DisplayName("three nodes in a line sync and relay over TCP; a cut makes two chains, healing it makes one")
    void lineOfThree() throws IOException {
        LiveNode seoul = start("Seoul");
        LiveNode busan = start("Busan");
        LiveNode jeju = start("Jeju");
        seoul.mine(30);
        busan.network.connect(seoul.address());
        busan.awaitTip(seoul.tip());
        jeju.network.connect(busan.address());
        jeju.awaitTip(seoul.tip());
        jeju.awaitTip(seoul.mine(1));

        busan.network.cut("Seoul");
        awaitPeers(seoul, 0);
        BlockHash lost = seoul.mine(1);
        BlockHash winner = jeju.mine(2);
        busan.awaitTip(winner);
        assertThat(seoul.tip()).isEqualTo(lost);
        busan.network.heal("Seoul");
        seoul.awaitTip(winner);
        assertThat(seoul.events).anyMatch(NodeEvent.Reorg.class::isInstance);
    }

    @Test
    @DisplayName("a lost connection is dialled again, also when the other side wasn't there at first")
    void redial() throws IOException {
        LiveNode seoul = start("Seoul");
        LiveNode busan = start("Busan");
        busan.network.connect(seoul.address());
        awaitPeers(seoul, 1);
        PeerId atSeoul = seoul.ask(n -> n.peers().get(0).id());
        assertThat(seoul.network.disconnect(atSeoul)).isTrue();
        seoul.await("another connection", n -> n.peers().stream().anyMatch(p -> p.ready() && !p.id().equals(atSeoul)));
        assertThat(seoul.network.disconnect(atSeoul)).isFalse();
    }

    @Test
    @DisplayName("raw bytes reach the peer they are for as a message of the type that is named")
    void raw() throws IOException {
        LiveNode seoul = start("Seoul");
        try (RawPeer peer = new RawPeer(seoul.port, codec)) {
            peer.shakeHands();
            awaitPeers(seoul, 1);
            PeerId id = seoul.ask(n -> n.peers().get(0).id());
            assertThat(seoul.network.sendRaw(id, "twelve_bytes", new byte[] {1, 2}))
                    .isTrue();
            peer.readUntil(new Message.Unknown("twelve_bytes", ByteString.ofHex("0102")));
            assertThat(seoul.network.sendRaw(new PeerId(id.number() + 1), "addr", new byte[0]))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("a node that dials itself notices and stays alone")
    void self() throws IOException {
        LiveNode seoul = start("Seoul");
        seoul.network.connect(seoul.address());
        seoul.await(
                "the end of the connection",
                n -> seoul.events.stream()
                        .anyMatch(e -> e instanceof NodeEvent.PeerClosed closed
                                && closed.reason().equals("connected to self")));
    }

    @Test
    @DisplayName("a forged block is refused with its reason, which the node tells, and its sender is dropped")
    void forgedBlock() throws IOException {
        LiveNode seoul = start("Seoul");
        seoul.mine(1);
        Block good = seoul.template(LiveNode.ANYONE);
        Block stolen = seoul.template(new Script(ByteString.ofHex("52")));
        Block forged = Mining.solve(new Block(good.header().withNonce(0), stolen.transactions()));
        try (RawPeer peer = new RawPeer(seoul.port, codec)) {
            peer.shakeHands();
            peer.send(codec.encode(new Message.BlockMessage(forged)));
            peer.readToEnd();
        }
        assertThat(seoul.events)
                .filteredOn(NodeEvent.BlockRefused.class::isInstance)
                .singleElement()
                .satisfies(
                        e -> assertThat(((NodeEvent.BlockRefused) e).reason()).isEqualTo("bad-txnmrklroot"));
        seoul.await(
                "the sender's end",
                n -> seoul.events.stream()
                        .anyMatch(e -> e instanceof NodeEvent.PeerClosed closed
                                && closed.reason().contains("bad-txnmrklroot")));
        assertThat(seoul.height()).isEqualTo(1);
    }

    @Test
    @DisplayName("another network's magic ends the connection, a broken payload only scores")
    void brokenBytes() throws IOException {
        LiveNode seoul = start("Seoul");
        try (RawPeer peer = new RawPeer(seoul.port, codec)) {
            peer.send(new MessageCodec(ChainParams.mainnet().magic()).encode(new Message.Verack()));
            peer.readToEnd();
        }
        seoul.await(
                "its end",
                n -> seoul.events.stream()
                        .anyMatch(e -> e instanceof NodeEvent.PeerClosed closed
                                && closed.reason().contains("expected the network's magic fabfb5da, found f9beb4d9")));
        try (RawPeer peer = new RawPeer(seoul.port, codec)) {
            peer.shakeHands();
            byte[] ping = codec.encode(new Message.Ping(7));
            peer.send(codec.frame("ping", new byte[3]));
            peer.send(ping);
            peer.readUntil(new Message.Pong(7));
        }
        assertThat(seoul.events)
                .filteredOn(NodeEvent.PeerMisbehaved.class::isInstance)
                .singleElement()
                .satisfies(e -> assertThat(((NodeEvent.PeerMisbehaved) e).reason())
                        .isEqualTo("malformed ping: at offset 0: expected 4 bytes, found 3 bytes before the end"));
    }

    @Test
    @DisplayName(
            "a hello of the version-2 transport is hung up on without a word, which tells its sender to try version 1")
    void newTransport() throws IOException {
        LiveNode seoul = start("Seoul");
        byte[] publicKey = new byte[64];
        new SplittableRandom(324).nextBytes(publicKey);
        try (RawPeer peer = new RawPeer(seoul.port, codec)) {
            peer.send(publicKey);
            assertThat(peer.readToEnd()).isZero();
        }
    }

    @Test
    @DisplayName("traffic is counted by message type in messages and bytes, whatever a peer calls its messages")
    void traffic() throws IOException {
        LiveNode seoul = start("Seoul");
        try (RawPeer peer = new RawPeer(seoul.port, codec)) {
            peer.shakeHands();
            for (String unknown : List.of("gossip", "rumour", "whisper")) {
                peer.send(codec.frame(unknown, new byte[10]));
            }
            byte[] broken = codec.encode(new Message.Ping(6));
            broken[broken.length - 1] ^= 1;
            peer.send(broken);
            peer.send(codec.frame("wtxidrelay", new byte[0]));
            peer.send(new Message.Ping(7));
            peer.readUntil(new Message.Pong(7));
            // A message is counted when its writing is over, which the peer may be ahead of.
            seoul.await(
                    "the pong is counted",
                    n -> seoul.network.traffic(n.peers().get(0).id()).stream()
                            .anyMatch(counted -> counted.messages().containsKey("pong")));
            SocketTraffic traffic =
                    seoul.network.traffic(seoul.ask(n -> n.peers().get(0).id())).orElseThrow();
            assertThat(traffic.direction()).isEqualTo(SocketTraffic.Direction.INBOUND);
            assertThat(traffic.local().toString()).isEqualTo(seoul.address());
            assertThat(traffic.messages())
                    .containsEntry("verack", new SocketTraffic.Count(1, 1, 24, 24))
                    .containsEntry("ping", new SocketTraffic.Count(1, 1, 32, 32))
                    .containsEntry("wtxidrelay", new SocketTraffic.Count(0, 1, 0, 24))
                    .containsEntry("*other*", new SocketTraffic.Count(0, 4, 0, 3 * 34 + 32))
                    .doesNotContainKeys("gossip", "rumour", "whisper");
            assertThat(traffic.bytesReceived()).isEqualTo(sum(traffic, SocketTraffic.Count::bytesReceived));
            assertThat(traffic.bytesSent()).isEqualTo(sum(traffic, SocketTraffic.Count::bytesSent));
            assertThat(traffic.lastReceived()).isPositive();
            assertThat(seoul.network.totals())
                    .isEqualTo(new NetworkTotals(traffic.bytesSent(), traffic.bytesReceived()));
        }
    }

    private static long sum(SocketTraffic traffic, java.util.function.ToLongFunction<SocketTraffic.Count> of) {
        return traffic.messages().values().stream().mapToLong(of).sum();
    }

    @Test
    @DisplayName("a lost outbound connection is replaced by one with another known address")
    void outboundRefilled() throws IOException {
        LiveNode seoul = new LiveNode("Seoul", ChainParams.regtest(), 1);
        nodes.add(seoul);
        LiveNode busan = start("Busan");
        LiveNode jeju = start("Jeju");
        long now = Instant.now().getEpochSecond();
        seoul.deliver(
                new Event.AddressesLearned(List.of(
                        new PeerAddress(now, 1, NetworkAddress.parseIpv4(busan.address())),
                        new PeerAddress(now, 1, NetworkAddress.parseIpv4(jeju.address())))),
                () -> {});
        awaitPeers(seoul, 1);
        String first = seoul.ask(n -> n.peers().get(0).name());
        LiveNode gone = first.equals("Busan") ? busan : jeju;
        gone.close();
        String other = first.equals("Busan") ? "Jeju" : "Busan";
        seoul.await(
                "the other",
                n -> n.peers().stream().anyMatch(p -> p.ready() && p.name().equals(other)));
        assertThat(seoul.<Integer>ask(n -> n.peers().size())).isEqualTo(1);
    }

    @Test
    @DisplayName("a banned address is not let in until the ban is lifted, and a wrong one is named")
    void ban() throws IOException {
        LiveNode seoul = start("Seoul");
        LiveNode busan = start("Busan");
        busan.network.connect(seoul.address());
        awaitPeers(seoul, 1);
        seoul.network.ban(Subnet.parse("127.0.0.0/8"), Duration.ofHours(1));
        awaitPeers(seoul, 0);
        assertThat(seoul.network.bans()).extracting(b -> b.subnet().toString()).containsExactly("127.0.0.0/8");
        assertThat(seoul.kept.get()).isEqualTo(seoul.network.bans());
        assertThat(seoul.network.unban(Subnet.parse("127.0.0.1"))).isFalse();
        assertThat(seoul.network.unban(Subnet.parse("127.0.0.0/8"))).isTrue();
        assertThat(seoul.kept.get()).isEmpty();
        awaitPeers(seoul, 1);
        assertThatThrownBy(() -> seoul.network.connect("127.0.0.1"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("'127.0.0.1' is no host with a port, such as 192.168.0.7:9001");
        assertThatThrownBy(() -> seoul.network.connect("no-such-host.invalid:9001"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("no host 'no-such-host.invalid' is known");
    }
}
