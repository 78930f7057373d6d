package org.wonsi.node.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.wonsi.node.p2p.SocketTraffic;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;

class LanDiscoveryTest {
    @TempDir
    private Path directory;

    private static LanDiscovery discover(Node node) {
        LanDiscovery.Identity identity = new LanDiscovery.Identity(
                node.params(), node.name(), "", OptionalInt.of(node.listening().getPort()));
        return LanDiscovery.start(
                identity,
                () -> List.of(InetAddress.getLoopbackAddress()),
                node.peers(),
                node.clock(),
                LoggerFactory.getLogger("wonsi." + node.name()));
    }

    private static boolean loopbackCanMulticast() {
        try (MulticastSocket socket = new MulticastSocket()) {
            NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
            socket.joinGroup(new InetSocketAddress(InetAddress.getByName("224.0.0.251"), 0), loopback);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @DisplayName(
            "two nodes find each other by multicast on the loopback interface, get one connection, and say goodbye")
    void pair() throws IOException {
        assumeTrue(loopbackCanMulticast(), "this system's loopback interface doesn't multicast");
        try (RegtestNetwork network = new RegtestNetwork(directory);
                Node seoul = network.start("Seoul");
                Node busan = network.start("Busan");
                LanDiscovery atSeoul = discover(seoul)) {
            LanDiscovery atBusan = discover(busan);
            network.awaitPeers(seoul, 1);
            network.awaitPeers(busan, 1);
            network.await(
                    "both found",
                    () -> atSeoul.found().size() == 1 && atBusan.found().size() == 1);
            assertThat(atBusan.found().get(0).announcement().name()).isEqualTo("Seoul");
            assertThat(List.of(
                            seoul.peers().list().get(0).traffic().direction(),
                            busan.peers().list().get(0).traffic().direction()))
                    .containsExactlyInAnyOrder(SocketTraffic.Direction.INBOUND, SocketTraffic.Direction.OUTBOUND);

            atBusan.close();
            network.await("the goodbye", () -> atSeoul.found().isEmpty());
            assertThat(seoul.peers().list()).hasSize(1);
        }
    }
}
