package org.wonsi.node.http.tab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.node.http.auth.RequestRate;
import org.wonsi.node.http.auth.SameSite;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.server.JettySetup;
import org.wonsi.node.service.TabControl;

/**
 * The door for tabs: a WebSocket at {@code /p2p} on which the bytes of the wire protocol travel.
 *
 * <p>Only a page of this node may open one: a browser says whose page it is, and a foreign one would make its visitors peers of a
 * network that they don't know of. Frames are bounded and not compressed, so that few bytes can't become many.
 */
public final class TabSockets {
    /** The path. */
    public static final String PATH = "/p2p";

    /** Of one frame; a message of the protocol may take as many as it likes. */
    static final int LONGEST_FRAME = 65_536;

    /** What waits to leave besides the one message being written: answers to pings and the closing frame. */
    private static final int OUTGOING_FRAMES = 16;

    /** Frames of one connection that carry nothing, a second and at once. */
    private static final int EMPTY_PER_SECOND = 1;

    private static final int EMPTY_AT_ONCE = 100;

    private final TabControl tabs;
    private final SameSite sameSite;

    /** For these tabs, of pages of this site. */
    public TabSockets(TabControl tabs, SameSite sameSite) {
        this.tabs = tabs;
        this.sameSite = sameSite;
    }

    /** A handler that takes what asks for a WebSocket at {@link #PATH} and leaves the rest to the next one. */
    public Handler.Singleton handler(Server server) {
        return WebSocketUpgradeHandler.from(server, this::configure);
    }

    private void configure(ServerWebSocketContainer sockets) {
        sockets.setMaxFrameSize(LONGEST_FRAME);
        sockets.setAutoFragment(false);
        sockets.setInputBufferSize(LONGEST_FRAME / 4);
        sockets.setMaxOutgoingFrames(OUTGOING_FRAMES);
        // The protocol's own pings find a dead connection, and sooner.
        sockets.setIdleTimeout(Duration.ofMinutes(2));
        sockets.addMapping(PATH, this::open);
    }

    /** A socket for the request, or nothing once it was refused. */
    private @Nullable Object open(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        // Compression is offered by browsers; a small frame could then be a large one.
        response.setExtensions(List.of());
        Optional<HttpProblemException> refusal = refusal(request);
        if (refusal.isPresent()) {
            JettySetup.refuse(response, refusal.get(), callback);
            return null;
        }
        return new TabSocket(tabs, new RequestRate(EMPTY_PER_SECOND, EMPTY_AT_ONCE, System::nanoTime));
    }

    private Optional<HttpProblemException> refusal(ServerUpgradeRequest request) {
        Optional<HttpProblemException> foreign = sameSite.refusal(
                Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)).orElse(""),
                Optional.ofNullable(request.getHeaders().get(HttpHeader.ORIGIN)),
                Optional.ofNullable(request.getHeaders().get("Sec-Fetch-Site")));
        NetworkAddress address =
                TabSocket.address(request.getConnectionMetaData().getRemoteSocketAddress());
        return foreign.isPresent() || tabs.hasRoomForTab(address)
                ? foreign
                : Optional.of(HttpProblemException.of(
                        503,
                        "there is no room for another tab, or none are taken from your address; try again in a while"));
    }
}
