package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.PeerId;

@DisplayName("the messages that a node keeps to be looked at")
class PassedMessageLogTest {
    private static final PeerId BUSAN = new PeerId(1);
    private static final NetworkAddress ADDRESS = NetworkAddress.ofIpv4(127, 0, 0, 1, 9002);

    private final PassedMessageLog passed = new PassedMessageLog(InstantSource.fixed(Instant.EPOCH));

    private void sent(String type, int bytes) {
        passed.sent(BUSAN, ADDRESS, type, new byte[bytes]);
    }

    private List<String> kept() {
        return passed.newestFirst().stream()
                .map(message -> message.number() + " " + message.command())
                .toList();
    }

    @Test
    @DisplayName("are six of each type, the newest first, and a flood of one pushes out none of another")
    void sixOfEach() {
        sent("block", 300);
        for (int i = 0; i < 6; i++) {
            sent("inv", 61);
        }
        assertThat(kept()).containsExactly("7 inv", "6 inv", "5 inv", "4 inv", "3 inv", "2 inv", "1 block");
        sent("inv", 61);
        assertThat(kept()).containsExactly("8 inv", "7 inv", "6 inv", "5 inv", "4 inv", "3 inv", "1 block");
    }

    @Test
    @DisplayName("have at most 20,000 bytes, the 24 in front included, and a type that this node knows")
    void limits() {
        sent("tx", 20_000);
        sent("tx", 20_001);
        passed.received(BUSAN, ADDRESS, "tx", new byte[24], new byte[19_976]);
        passed.received(BUSAN, ADDRESS, "tx", new byte[24], new byte[19_977]);
        sent("cmpctblock", 100);
        sent("nonsense", 100);
        assertThat(kept()).containsExactly("2 tx", "1 tx");
    }

    @Test
    @DisplayName("have the bytes as they travelled, head and payload")
    void bytes() {
        passed.received(BUSAN, ADDRESS, "ping", new byte[] {1, 2}, new byte[] {3});
        PassedMessage ping = passed.newestFirst().get(0);
        assertThat(passed.bytesOf(ping.number()).map(ByteString::toHex)).hasValue("010203");
        assertThat(ping.size()).isEqualTo(3);
        assertThat(passed.bytesOf(ping.number() + 1)).isEmpty();
        assertThat(ping.sent()).isFalse();
        assertThat(ping.peer()).isEqualTo(BUSAN);
    }
}
