package org.wonsi.node.lab.context;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;

@DisplayName("an attacker's own connection")
@Timeout(value = 20, unit = SECONDS)
class WirePeerTest {
    private final MessageCodec codec = new MessageCodec(ChainParams.regtest().magic());

    private interface OtherSide {
        void speak(Socket socket, OutputStream out) throws Exception;
    }

    private void with(OtherSide other, java.util.function.Consumer<WirePeer> test) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WirePeer peer = WirePeer.open(codec, server.getLocalPort(), "attacker");
                Socket accepted = server.accept()) {
            other.speak(accepted, accepted.getOutputStream());
            test.accept(peer);
        }
    }

    private static void hasEnded(WirePeer peer) {
        assertThatThrownBy(() -> peer.await(message -> message instanceof Message.Pong))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the node has closed the connection");
    }

    @Test
    @DisplayName("ends at what is no message, so that who waits hears of it at once")
    void noProtocol() throws Exception {
        with(
                (socket, out) -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                WirePeerTest::hasEnded);
    }

    @Test
    @DisplayName("ends at a message with a wrong checksum, and at a payload that is none of its command")
    void wrongMessages() throws Exception {
        with(
                (socket, out) -> {
                    byte[] ping = codec.encode(new Message.Ping(7));
                    ping[ping.length - 1] ^= 1;
                    out.write(ping);
                },
                WirePeerTest::hasEnded);
        with(
                (socket, out) -> out.write(codec.encode(new Message.Unknown("headers", ByteString.ofHex("ff")))),
                WirePeerTest::hasEnded);
    }

    @Test
    @DisplayName("ends when the other side hangs up, also in the middle of a message")
    void hungUp() throws Exception {
        with((socket, out) -> socket.close(), WirePeerTest::hasEnded);
        with(
                (socket, out) -> {
                    out.write(codec.encode(new Message.Ping(7)), 0, 10);
                    socket.close();
                },
                WirePeerTest::hasEnded);
    }

    @Test
    @DisplayName("answers pings by itself, and hands on the rest")
    void pings() throws Exception {
        with(
                (socket, out) -> {
                    out.write(codec.encode(new Message.Ping(7)));
                    out.write(codec.encode(new Message.Pong(8)));
                    byte[] answer = socket.getInputStream().readNBytes(codec.encode(new Message.Pong(7)).length);
                    assertThat(answer).isEqualTo(codec.encode(new Message.Pong(7)));
                },
                peer -> {
                    try {
                        assertThat(peer.await(message -> true)).isEqualTo(new Message.Pong(8));
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }
}
