package org.wonsi.node.http.vote;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wonsi.node.service.NodeService;

/** The address at which phones find the vote. */
final class VoteAddress {
    /** Names by which only this machine reaches itself. */
    private static final Pattern HERE = Pattern.compile("(localhost|127\\..*|0\\.0\\.0\\.0|\\[::1?])(:.*)?");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:%\\[\\]-]{1,255}");

    private static final String HTTP = "http://";

    private VoteAddress() {}

    /**
     * The page's URL for a phone in the room; empty if no other machine reaches this node. The name by which the asker
     * reached it, unless he is on this machine.
     */
    static Optional<String> of(Context ctx, NodeService node) {
        return Optional.ofNullable(ctx.header("Host"))
                .filter(VoteAddress::isReachable)
                .or(() ->
                        node.httpUrl().map(url -> url.substring(HTTP.length())).filter(VoteAddress::isReachable))
                .map(host -> HTTP + host + "/vote");
    }

    private static boolean isReachable(String host) {
        return HOST.matcher(host).matches() && !HERE.matcher(host).matches();
    }
}
