package org.wonsi.node.http.vote;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wonsi.node.service.NodeService;

/** Where phones find the vote, and which address they come from. */
final class VoteAddress {
    /** Names by which only this machine reaches itself. */
    private static final Pattern HERE = Pattern.compile("(localhost|127\\..*|0\\.0\\.0\\.0|\\[::1?])(:.*)?");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:%\\[\\]-]{1,255}");

    /** A network of IPv6 gives each machine 2^64 addresses: what comes from one of them counts as one. */
    private static final int NETWORK_BYTES = 8;

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

    /** What the limits count as one address. */
    static String client(Context ctx) throws UnknownHostException {
        // The address is a literal: nothing is looked up.
        InetAddress address = InetAddress.getByName(ctx.req().getRemoteAddr());
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}
