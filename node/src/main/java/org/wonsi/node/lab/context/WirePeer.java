package org.wonsi.node.lab.context;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.node.runtime.Node;

/**
 * A connection of an attacker's own to one node, whose messages the experiment sends one by one: no node of ours is behind it,
 * so what it sends is judged as a stranger's. Pings are answered.
 */
public final class WirePeer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WirePeer.class);
    private static final int PATIENCE_SECONDS = 30;
    private static final int MOMENT_MILLIS = 50;
    private static final Message END = new Message.Unknown("", ByteString.EMPTY);

    private final MessageCodec codec;
    private final Socket socket;
    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();

    private WirePeer(MessageCodec codec, Socket socket) {
        this.codec = codec;
        this.socket = socket;
    }

    /**
     * Connects, and shakes hands under a name.
     *
     * @throws IllegalStateException if the node doesn't answer
     */
    public static WirePeer connect(Node node, String name) throws InterruptedException {
        WirePeer peer;
        try {
            peer = open(
                    new MessageCodec(node.params().magic()), node.listening().getPort(), name);
        } catch (IOException e) {
            throw new UncheckedIOException("no connection with " + node.name(), e);
        }
        try {
            peer.handshake(node, name);
            return peer;
        } catch (InterruptedException | RuntimeException e) {
            peer.close();
            throw e;
        }
    }

    private void handshake(Node node, String name) throws InterruptedException {
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        long now = node.clock().instant().getEpochSecond();
        int height = node.snapshot().tip().height();
        send(new VersionMessage(
                VersionMessage.PROTOCOL_VERSION,
                VersionMessage.NODE_NETWORK,
                now,
                none,
                none,
                System.nanoTime(),
                "/Wonsi:0.1.0(" + name + ")/",
                height,
                true));
        await(message -> message instanceof VersionMessage);
        send(new Message.Verack());
        await(message -> message instanceof Message.Verack);
    }

    /** Connects to a port of this machine, and says nothing yet. */
    static WirePeer open(MessageCodec codec, int port, String name) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        WirePeer peer = new WirePeer(codec, socket);
        Thread reader = new Thread(peer::read, "lab " + name);
        reader.setDaemon(true);
        reader.start();
        return peer;
    }

    /** Sends a message; where the node has disconnected meanwhile it is lost, as any message is on a closed connection. */
    public void send(Message message) {
        try {
            synchronized (socket) {
                socket.getOutputStream().write(codec.encode(message));
            }
        } catch (IOException e) {
            received.add(END);
        }
    }

    /** Waits until the node has handled all that was sent: it answers a ping then, or it has disconnected. */
    public void awaitHandled() throws InterruptedException {
        Message.Ping ping = new Message.Ping(System.nanoTime());
        send(ping);
        await(message -> message.equals(new Message.Pong(ping.nonce())) || isEnd(message));
    }

    /** The next message that is meant; those before it are dropped. */
    public Message await(Predicate<Message> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            Optional<Message> message =
                    Optional.ofNullable(received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            if (message.isEmpty()) {
                throw new IllegalStateException("the node says nothing for " + PATIENCE_SECONDS + " s");
            }
            if (wanted.test(message.get())) {
                return message.get();
            }
            if (isEnd(message.get())) {
                throw new IllegalStateException("the node has closed the connection");
            }
        }
    }

    /** The next message that is meant, if one comes within a moment; those before it are dropped. */
    public Optional<Message> poll(Predicate<Message> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOMENT_MILLIS);
        while (true) {
            Optional<Message> message =
                    Optional.ofNullable(received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            if (message.isEmpty() || wanted.test(message.get())) {
                return message;
            }
        }
    }

    private void read() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] head = new byte[MessageCodec.HEADER_SIZE];
                in.readFully(head);
                MessageCodec.Header header = codec.decodeHeader(head);
                byte[] payload = new byte[header.length()];
                in.readFully(payload);
                codec.checkFrame(header, payload);
                Message message = codec.decode(header, payload);
                if (message instanceof Message.Ping ping) {
                    send(new Message.Pong(ping.nonce()));
                } else {
                    received.add(message);
                }
            }
        } catch (MalformedException e) {
            // A node that writes no protocol is nobody to talk to.
            received.add(END);
            LOG.warn("the node sent what is no message", e);
        } catch (IOException | UncheckedIOException e) {
            // Closed, by the node or by the experiment: a caller that waits for a message notices it by the silence.
            received.add(END);
        }
    }

    /** Whether it stands for the end of the connection. */
    public static boolean isEnd(Message message) {
        return message.equals(END);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
