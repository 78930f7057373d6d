package org.wonsi.node.http.tab;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.VersionMessage;

/** A program that speaks the protocol over a WebSocket by hand: the JDK's client. */
final class SocketTab implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MessageCodec codec;
    private final List<Message> heard = new ArrayList<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private byte[] waiting = new byte[0];
    private final WebSocket socket;

    /**
     * Opens one.
     *
     * @param origin what a browser would say of the page; empty for a program that isn't one
     * @throws CompletionException with a WebSocketHandshakeException if it is refused
     */
    SocketTab(HttpClient client, URI address, MessageCodec codec, String origin) {
        this.codec = codec;
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(PATIENCE);
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(address, this).join();
    }

    @Override
    public synchronized CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(waiting);
        byte[] more = new byte[data.remaining()];
        data.get(more);
        all.writeBytes(more);
        waiting = all.toByteArray();
        while (waiting.length >= MessageCodec.HEADER_SIZE) {
            MessageCodec.Header header = codec.decodeHeader(Arrays.copyOf(waiting, MessageCodec.HEADER_SIZE));
            int end = MessageCodec.HEADER_SIZE + header.length();
            if (waiting.length < end) {
                break;
            }
            heard.add(codec.decode(Arrays.copyOf(waiting, end)));
            waiting = Arrays.copyOfRange(waiting, end, waiting.length);
        }
        notifyAll();
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode + " " + reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete("broken: " + error);
    }

    void send(Message message) {
        send(codec.encode(message));
    }

    /** All bytes in one frame, as far as the client sends such. */
    void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /** The first message of these that comes, or has come. */
    synchronized Message await(Predicate<Message> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (heard.stream().noneMatch(wanted)) {
            if (System.nanoTime() > deadline || closed.isDone()) {
                throw new AssertionError("not heard; closed: " + closed.getNow("no") + ", heard " + heard);
            }
            wait(100);
        }
        return heard.stream().filter(wanted).findFirst().orElseThrow();
    }

    void shakeHands(String name) throws InterruptedException {
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        send(new VersionMessage(70_016, 1, 0, none, none, name.hashCode(), "/Wonsi:tab(" + name + ")/", 0, true));
        send(new Message.Verack());
        await(new Message.Verack()::equals);
    }

    /** Code and reason with which the node closed. */
    String awaitClosed() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Leaves with some words. */
    void leave(int code, String reason) {
        socket.sendClose(code, reason).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
