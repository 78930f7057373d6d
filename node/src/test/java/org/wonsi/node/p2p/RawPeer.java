package org.wonsi.node.p2p;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.VersionMessage;

/** A client that speaks the protocol by hand. */
final class RawPeer implements AutoCloseable {
    private final MessageCodec codec;
    private final Socket socket;
    private final DataInputStream in;

    RawPeer(int port, MessageCodec codec) throws IOException {
        this.codec = codec;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    void send(Message message) throws IOException {
        send(codec.encode(message));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    Message read() throws IOException {
        byte[] head = new byte[MessageCodec.HEADER_SIZE];
        in.readFully(head);
        MessageCodec.Header header = codec.decodeHeader(head);
        byte[] payload = new byte[header.length()];
        in.readFully(payload);
        codec.checkFrame(header, payload);
        return codec.decode(header, payload);
    }

    void readUntil(Message wanted) throws IOException {
        while (!read().equals(wanted)) {
            // Whatever else the node says is not what this is about.
        }
    }

    void shakeHands() throws IOException {
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        send(new VersionMessage(70_016, 1, 0, none, none, 99, "/raw:1/", 0, true));
        send(new Message.Verack());
        readUntil(new Message.Verack());
    }

    /** Reads until the node hangs up; how many bytes it said before. */
    int readToEnd() throws IOException {
        return in.readAllBytes().length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
