package org.wonsi.node.http.tab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.node.http.auth.RequestRate;
import org.wonsi.node.p2p.Carrier;
import org.wonsi.node.service.TabControl;

/**
 * One WebSocket as a peer's connection: binary frames carry the byte stream, wherever it is cut. Text ends it.
 *
 * <p>Jetty's threads bring frames and never wait; the connection's own two threads read and write, and do. Public for Jetty, which calls it by
 * method handles.
 */
public final class TabSocket implements Session.Listener, Carrier {
    /** The node ended the connection; the reason says why. Of those that a protocol of one's own may use. */
    static final int CLOSED_BY_NODE = 4_000;

    /** There is no room; a code that other servers use, too. */
    static final int TRY_LATER = 1_013;

    /** Bytes of a closing frame's reason, as WebSocket has it. */
    private static final int MOST_REASON = 123;

    /** A frame longer than this is sent in several, so that the other side's limit is no guess. */
    private static final int LONGEST_SENT = 65_536;

    /** Who doesn't answer a closing frame by then is cut off. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final TabControl tabs;
    private final FrameInput in = new FrameInput(this::demand);
    private final OutputStream out = new FrameOutput();
    private final RequestRate idle;
    private volatile @Nullable Session session;
    private volatile NetworkAddress local = NetworkAddress.NONE;
    private volatile Optional<String> farewell = Optional.empty();

    /** A socket for these tabs; {@code idle} bounds frames that carry nothing. */
    TabSocket(TabControl tabs, RequestRate idle) {
        this.tabs = tabs;
        this.idle = idle;
    }

    private Session session() {
        Session open = session;
        if (open == null) {
            throw new IllegalStateException("the WebSocket isn't open yet");
        }
        return open;
    }

    private void demand() {
        Session open = session();
        if (open.isOpen()) {
            open.demand();
        }
    }

    // ------------------------------------------------------------------------------------------- what comes

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        local = address(opened.getLocalSocketAddress());
        if (tabs.takeTab(this, address(opened.getRemoteSocketAddress()))) {
            demand();
        } else {
            end(TRY_LATER, "no room for another tab");
        }
    }

    @Override
    public void onWebSocketPartialBinary(ByteBuffer payload, boolean last, Callback callback) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        callback.succeed();
        if (bytes.length > 0) {
            in.put(bytes);
        } else {
            tookNothing();
        }
    }

    @Override
    public void onWebSocketPartialText(String payload, boolean last) {
        end(StatusCode.BAD_DATA, "the protocol is binary");
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        // Not before it has left: who asks and doesn't read is answered once.
        session()
                .sendPong(
                        payload,
                        Callback.from(this::tookNothing, failure -> session().disconnect()));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        tookNothing();
    }

    /** A frame brought no bytes: harmless, unless it comes without end. */
    private void tookNothing() {
        if (idle.take("")) {
            demand();
        } else {
            end(StatusCode.POLICY_VIOLATION, "a flood of frames that carry nothing");
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        farewell = Optional.of(String.valueOf(cause.getMessage()));
        in.end();
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        callback.succeed();
        if (farewell.isEmpty() && !String.valueOf(reason).isBlank()) {
            farewell = Optional.of(String.valueOf(reason));
        }
        in.end();
    }

    // ------------------------------------------------------------------------------------------- as a carrier

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public NetworkAddress local() {
        return local;
    }

    @Override
    public Optional<String> farewell() {
        return farewell;
    }

    @Override
    public void close(String reason) {
        end(CLOSED_BY_NODE, reason);
        in.end();
    }

    private void end(int status, String reason) {
        Session open = session();
        open.close(status, shortened(reason), Callback.from(() -> {}, failure -> open.disconnect()));
        // The closing frame may wait behind what waits already, and the other side may never answer it. Not set before:
        // who has been
        // silent for longer would be cut off at once, without a word.
        open.setIdleTimeout(GOODBYE);
    }

    /** At most {@value #MOST_REASON} bytes of UTF-8, without half a character at the end. */
    static String shortened(String reason) {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_REASON) {
            return reason;
        }
        int end = MOST_REASON;
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
    }

    /** The way out: each array leaves before the next, so that a slow reader holds up the writer. */
    private final class FrameOutput extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int from = 0; from < length; from += LONGEST_SENT) {
                int count = Math.min(LONGEST_SENT, length - from);
                CompletableFuture<Void> sent = new CompletableFuture<>();
                session()
                        .sendBinary(
                                ByteBuffer.wrap(bytes, offset + from, count),
                                Callback.from(() -> sent.complete(null), sent::completeExceptionally));
                await(sent);
            }
        }

        private void await(CompletableFuture<Void> sent) throws IOException {
            try {
                sent.get();
            } catch (ExecutionException e) {
                throw new IOException("the frame didn't leave: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    static NetworkAddress address(SocketAddress socket) {
        if (socket instanceof InetSocketAddress internet) {
            return NetworkAddress.ofIp(ByteString.copyOf(internet.getAddress().getAddress()), internet.getPort());
        }
        throw new IllegalStateException("a WebSocket whose other end has no IP address: " + socket);
    }
}
