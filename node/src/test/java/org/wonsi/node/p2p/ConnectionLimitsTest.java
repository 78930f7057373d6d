package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;

/** What one peer, or many, may take of a node's sockets and memory. */
@Timeout(60)
class ConnectionLimitsTest {
    private static final int QUEUE = 400_000;
    private static final int PAUSE = 100_000;

    private final MessageCodec codec = new MessageCodec(ChainParams.regtest().magic());

    private static LiveNode start(int maximumInbound) throws IOException {
        P2pSettings settings = new P2pSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                maximumInbound,
                16,
                QUEUE,
                PAUSE,
                8_000_000,
                100,
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                address -> false);
        return new LiveNode("Seoul", ChainParams.regtest(), 0, settings);
    }

    private static void awaitClosed(LiveNode node, String reason) {
        node.await(
                reason,
                n -> node.events.stream()
                        .anyMatch(e -> e instanceof NodeEvent.PeerClosed closed
                                && closed.reason().equals(reason)));
    }

    @Test
    @DisplayName(
            "a peer that asks 500 times before it reads gets all 500 answers of 162 kB: it is read from a bit at a time")
    void asksAhead() throws IOException {
        try (LiveNode seoul = start(8)) {
            seoul.mineQuietly(2_000);
            try (RawPeer peer = new RawPeer(seoul.port, codec)) {
                peer.shakeHands();
                byte[] question = codec.encode(new Message.GetHeaders(
                        70_016, List.of(ChainParams.regtest().genesisHash()), BlockHash.ZERO));
                for (int i = 0; i < 500; i++) {
                    peer.send(question);
                }
                int answers = 0;
                while (answers < 500) {
                    answers += peer.read() instanceof Message.Headers headers
                                    && headers.headers().size() == 2_000
                            ? 1
                            : 0;
                }
                assertThat(seoul.<Integer>ask(n -> n.peers().size())).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("a peer that doesn't read what it is told unasked is dropped when 400,000 bytes wait for it")
    void slowReader() throws IOException {
        try (LiveNode seoul = start(8);
                RawPeer peer = new RawPeer(seoul.port, codec)) {
            peer.shakeHands();
            PeerId id = seoul.ask(n -> n.peers().get(0).id());
            Message told = new Message.Unknown("news", ByteString.copyOf(new byte[200_000]));
            // The kernel's buffers take some megabytes before the queue fills.
            for (int i = 0; i < 200; i++) {
                seoul.network.perform(new Effect.Send(id, told));
            }
            awaitClosed(seoul, "reads too slowly: more than 400000 bytes wait for it");
        }
    }

    @Test
    @DisplayName("what has come of a message is counted before its end comes")
    void partOfAMessage() throws IOException {
        try (LiveNode seoul = start(8);
                RawPeer peer = new RawPeer(seoul.port, codec)) {
            peer.shakeHands();
            peer.send(new Message.Ping(5));
            peer.readUntil(new Message.Pong(5));
            long before = seoul.network.totals().received();
            byte[] ping = codec.encode(new Message.Ping(6));
            peer.send(Arrays.copyOf(ping, 12));
            seoul.await("12 bytes", n -> seoul.network.totals().received() == before + 12);
            peer.send(Arrays.copyOfRange(ping, 12, 32));
            peer.readUntil(new Message.Pong(6));
            assertThat(seoul.network.totals().received()).isEqualTo(before + 32);
        }
    }

    @Test
    @DisplayName("a message with a wrong checksum or name is left out and counted, and the next is answered")
    void damagedMessages() throws IOException {
        try (LiveNode seoul = start(8);
                RawPeer peer = new RawPeer(seoul.port, codec)) {
            peer.shakeHands();
            PeerId id = seoul.ask(n -> n.peers().get(0).id());
            byte[] damaged = codec.frame("ping", new byte[8]);
            damaged[20] ^= 1;
            peer.send(damaged);
            byte[] misnamed = codec.frame("ping", new byte[8]);
            misnamed[7] = 0;
            peer.send(misnamed);
            peer.send(new Message.Ping(7));
            peer.readUntil(new Message.Pong(7));
            assertThat(seoul.network.traffic(id).orElseThrow().messages().get(SocketTraffic.OTHER))
                    .isEqualTo(new SocketTraffic.Count(0, 2, 0, 64));
        }
    }

    @Test
    @DisplayName("of one peer 100 messages wait for the chain thread, however small they are, not 101")
    void unhandledMessages() throws Exception {
        SlowHost host = new SlowHost(100);
        P2pSettings settings = P2pSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (P2pNetwork network = new P2pNetwork("Seoul", settings, codec, host, InstantSource.system())) {
            try (RawPeer peer = new RawPeer(network.start().getPort(), codec)) {
                byte[] ping = codec.encode(new Message.Ping(1));
                for (int i = 0; i < 1_000; i++) {
                    peer.send(ping);
                }
            }
            assertThat(host.closed.get(30, TimeUnit.SECONDS)).isEqualTo("closed by the other side");
            assertThat(host.received).isEqualTo(1_000);
            assertThat(host.most).isEqualTo(100);
        }
    }

    /** Handles the oldest message only when so many wait, or nothing more comes. */
    private static final class SlowHost implements P2pHost {
        final CompletableFuture<String> closed = new CompletableFuture<>();
        private final int patience;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int received;
        private int most;

        SlowHost(int patience) {
            this.patience = patience;
        }

        @Override
        public synchronized void deliver(Event event, Runnable handled) {
            if (event instanceof Event.Received) {
                received++;
                waiting.add(handled);
                most = Math.max(most, waiting.size());
            } else if (event instanceof Event.Tick && waiting.size() >= patience) {
                List.copyOf(waiting).forEach(Runnable::run);
                waiting.clear();
            } else if (event instanceof Event.PeerClosed ended) {
                closed.complete(ended.reason());
            }
        }

        @Override
        public Optional<ByteString> rawBlock(BlockHash hash) {
            return Optional.empty();
        }

        @Override
        public void saveAddresses(List<KnownAddress> addresses) {}

        @Override
        public void saveBans(List<Ban> bans) {}
    }

    @Test
    @DisplayName("an address that is spared is taken in although it is banned")
    void spared() throws IOException {
        P2pSettings settings = P2pSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (boolean isSpared : new boolean[] {true, false}) {
            P2pSettings own = settings.withNoBan(address -> isSpared);
            try (LiveNode seoul = new LiveNode("Seoul", ChainParams.regtest(), 0, own)) {
                seoul.network.ban(Subnet.parse("127.0.0.1"), Duration.ofHours(1));
                try (RawPeer peer = new RawPeer(seoul.port, codec)) {
                    if (isSpared) {
                        peer.shakeHands();
                    } else {
                        assertThatThrownBy(peer::shakeHands).isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("one address may open 16 connections, not 17; programs on this machine may open more")
    void perAddress() {
        P2pSettings settings = P2pSettings.listeningOn(new InetSocketAddress(0));
        NetworkAddress neighbour = NetworkAddress.ofIpv4(192, 168, 0, 7, 50_000);
        assertThat(settings.allowsAnother(neighbour, 15)).isTrue();
        assertThat(settings.allowsAnother(neighbour, 16)).isFalse();
        assertThat(settings.allowsAnother(NetworkAddress.ofIpv4(127, 0, 0, 1, 50_000), 16))
                .isTrue();
    }

    @Test
    @DisplayName("3 of 3 inbound connections stand, and the fourth is refused while all others are worth their place")
    void inboundLimit() throws IOException {
        List<RawPeer> peers = new ArrayList<>();
        try (LiveNode seoul = start(3)) {
            for (int i = 0; i < 3; i++) {
                RawPeer peer = new RawPeer(seoul.port, codec);
                peers.add(peer);
                peer.shakeHands();
            }
            seoul.ask(n -> {
                seoul.network.observe(n.peers());
                return 0;
            });
            try (RawPeer fourth = new RawPeer(seoul.port, codec)) {
                assertThatThrownBy(fourth::shakeHands).isInstanceOf(IOException.class);
            }
            assertThat(seoul.<Integer>ask(n -> n.peers().size())).isEqualTo(3);
        } finally {
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    @DisplayName("with 21 of 21 places taken a newcomer gets the place of the youngest, who is told nothing")
    void gaveWay() throws IOException {
        List<RawPeer> peers = new ArrayList<>();
        try (LiveNode seoul = start(21)) {
            for (int i = 0; i < 21; i++) {
                RawPeer peer = new RawPeer(seoul.port, codec);
                peers.add(peer);
                peer.shakeHands();
            }
            seoul.await("all", n -> n.peers().stream().filter(p -> p.ready()).count() == 21);
            seoul.ask(n -> {
                seoul.network.observe(n.peers());
                return 0;
            });
            try (RawPeer newcomer = new RawPeer(seoul.port, codec)) {
                newcomer.shakeHands();
                awaitClosed(seoul, "gave way to another connection");
                assertThat(seoul.<Integer>ask(n -> n.peers().size())).isEqualTo(21);
            }
        } finally {
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }
}
