package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.Message;
import org.wonsi.core.protocol.MessageCodec;
import org.wonsi.core.protocol.NetworkAddress;
import org.wonsi.core.protocol.NodeEvent;

/** What one peer, or many, may take of a node's sockets and memory. */
@Timeout(60)
class ConnectionLimitsTest {
    private static final int QUEUE = 200_000;

    private final MessageCodec codec = new MessageCodec(ChainParams.regtest().magic());

    private static LiveNode start(int maximumInbound) throws IOException {
        P2pSettings settings = new P2pSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                maximumInbound,
                16,
                QUEUE,
                8_000_000,
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(10));
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
    @DisplayName("a peer that asks and asks but doesn't read is dropped when 200,000 bytes wait for it")
    void slowReader() throws IOException {
        try (LiveNode seoul = start(8)) {
            seoul.mineQuietly(2_000);
            try (RawPeer peer = new RawPeer(seoul.port, codec)) {
                peer.shakeHands();
                byte[] question = codec.encode(new Message.GetHeaders(
                        70_016, List.of(ChainParams.regtest().genesisHash()), BlockHash.ZERO));
                // Each answer has 2,000 headers, 162 kB; the kernel's buffers take some megabytes before the queue
                // fills.
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 100_000; i++) {
                                peer.send(question);
                            }
                        })
                        .isInstanceOf(IOException.class);
            }
            awaitClosed(seoul, "reads too slowly: more than 200000 bytes wait for it");
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
