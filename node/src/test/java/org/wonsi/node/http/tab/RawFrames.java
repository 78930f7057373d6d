package org.wonsi.node.http.tab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket whose frames are written by hand, so that they can be wrong, or end in the middle. */
final class RawFrames implements AutoCloseable {
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int RSV1 = 0x40;

    private final Socket socket;
    private final InputStream in;

    private RawFrames(int port, String headers) throws IOException {
        socket = new Socket();
        // Small, so that who doesn't read is noticed after little.
        socket.setReceiveBufferSize(8_192);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = socket.getInputStream();
        socket.getOutputStream()
                .write(("GET /p2p HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                                + headers
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** An open one; with what else the client says of itself. */
    static RawFrames open(int port, String headers) throws IOException {
        RawFrames frames = new RawFrames(port, "Host: 127.0.0.1:" + port + "\r\n" + headers);
        String answer = frames.head();
        if (!answer.startsWith("HTTP/1.1 101 ") || answer.contains("Sec-WebSocket-Extensions")) {
            throw new AssertionError(answer);
        }
        return frames;
    }

    /** The answer to who isn't taken. */
    static String refusal(int port, String headers) throws IOException {
        try (RawFrames frames = new RawFrames(port, headers)) {
            return frames.head();
        }
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    void send(int opcode, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(FINAL | opcode, payload.length, payload));
    }

    /** With the bit that says it is compressed. */
    void sendCompressed(byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(FINAL | RSV1 | BINARY, payload.length, payload));
    }

    /** The beginning of a frame that would be longer. */
    void sendHalf(int claimed, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(FINAL | BINARY, claimed, payload));
    }

    /** Masked with zeros, which changes nothing. */
    private static byte[] frame(int first, int claimed, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (claimed < 126) {
            out.write(MASKED | claimed);
        } else if (claimed < 65_536) {
            out.write(MASKED | 126);
            out.write(claimed >>> 8);
            out.write(claimed);
        } else {
            out.write(MASKED | 127);
            out.writeBytes(new byte[4]);
            out.write(claimed >>> 24);
            out.write(claimed >>> 16);
            out.write(claimed >>> 8);
            out.write(claimed);
        }
        out.writeBytes(new byte[4]);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /** The next frame with this opcode: its payload. */
    byte[] await(int opcode) throws IOException {
        while (true) {
            int first = read();
            int length = read() & 0x7f;
            if (length == 126) {
                length = read() << 8 | read();
            } else if (length == 127) {
                in.skipNBytes(4);
                length = read() << 24 | read() << 16 | read() << 8 | read();
            }
            byte[] payload = in.readNBytes(length);
            if ((first & 0xf) == opcode) {
                return payload;
            }
        }
    }

    /** The closing frame: its code and reason. */
    String awaitClosed() throws IOException {
        byte[] payload = await(CLOSE);
        int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        return code + " " + new String(Arrays.copyOfRange(payload, 2, payload.length), StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new IOException("the node has closed without a word");
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
