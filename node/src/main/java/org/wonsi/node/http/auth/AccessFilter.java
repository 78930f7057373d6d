package org.wonsi.node.http.auth;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.wonsi.node.http.route.Access;
import org.wonsi.node.http.route.HttpProblemException;

/**
 * A filter before each request that lets only the operator through to paths that need one.
 *
 * <p>The token comes as {@code X-Wonsi-Token}, as {@code Authorization: Bearer} or as {@code ?token=}; JSON-RPC takes
 * {@code Authorization: Basic} with the cookie's user or the configured one.
 */
public final class AccessFilter {
    private final OperatorCookie cookie;
    private final Optional<RpcLogin> login;
    private final List<RpcAuth> users;
    private final boolean fromAnywhere;

    /**
     * A filter that lets this cookie's bearer through, and for JSON-RPC this login and these users too.
     *
     * @param fromAnywhere whether the operator may be on another machine
     */
    public AccessFilter(OperatorCookie cookie, Optional<RpcLogin> login, List<RpcAuth> users, boolean fromAnywhere) {
        this.fromAnywhere = fromAnywhere;
        this.cookie = cookie;
        this.login = login;
        this.users = List.copyOf(users);
    }

    /** Refuses the request with 401 or 403 (JSON-RPC: without a body) if the matched path needs more than it has. */
    public void check(Context ctx) {
        boolean away = !fromAnywhere && !ClientAddress.of(ctx).here();
        if (ctx.routeRoles().contains(Access.OPERATOR) && away) {
            throw HttpProblemException.of(
                    403,
                    "the operator of this node is on its own machine only, because his token would cross the network in the"
                            + " clear; start the seminar with --operate-from-lan to allow it from others");
        }
        if (ctx.routeRoles().contains(Access.OPERATOR) && !isOperator(ctx)) {
            throw HttpProblemException.of(
                    token(ctx).isPresent() ? 403 : 401,
                    (token(ctx).isPresent()
                                    ? "this is not the operator's token of this node"
                                    : "only the operator may do this")
                            + "; open the page with the URL that the node printed on its console, or send the digits of "
                            + OperatorCookie.FILE + " in the data directory as X-Wonsi-Token");
        }
        if (ctx.routeRoles().contains(Access.RPC)) {
            checkRpc(ctx, away);
        }
    }

    /** From elsewhere the operator's token isn't taken here either; users that were named at the start are. */
    private void checkRpc(Context ctx, boolean away) {
        if (isRpcUser(Optional.ofNullable(ctx.header("Authorization")), away) || (!away && isOperator(ctx))) {
            return;
        }
        // Without a body, as Core answers; clients that expect JSON of the node's would stumble over another's.
        if (away && login.isEmpty() && users.isEmpty()) {
            ctx.status(403).skipRemainingHandlers();
        } else {
            ctx.header("WWW-Authenticate", "Basic realm=\"jsonrpc\"");
            ctx.status(401).skipRemainingHandlers();
        }
    }

    /** Whether the request has the operator's token. */
    public boolean isOperator(Context ctx) {
        return token(ctx).map(cookie::accepts).orElse(false);
    }

    private static Optional<String> token(Context ctx) {
        return Optional.ofNullable(ctx.header("X-Wonsi-Token"))
                .or(() -> authorization(ctx, "Bearer "))
                .or(() -> Optional.ofNullable(ctx.queryParam("token")));
    }

    /** Whether JSON-RPC takes what a program of this machine sent as its {@code Authorization}. */
    public boolean isRpcUserHere(String authorization) {
        return isRpcUser(Optional.of(authorization), false);
    }

    private boolean isRpcUser(Optional<String> authorization, boolean away) {
        return authorization
                .flatMap(value -> credentials(value, "Basic "))
                .flatMap(AccessFilter::decode)
                .map(userAndPassword -> isKnown(userAndPassword, away))
                .orElse(false);
    }

    private boolean isKnown(String userAndPassword, boolean away) {
        boolean isCookie =
                !away && OperatorCookie.sameText(OperatorCookie.USER + ":" + cookie.token(), userAndPassword);
        boolean isLogin = login.map(l -> OperatorCookie.sameText(l.user() + ":" + l.password(), userAndPassword))
                .orElse(false);
        return isCookie || isLogin || isUser(userAndPassword);
    }

    private boolean isUser(String userAndPassword) {
        int colon = userAndPassword.indexOf(':');
        return colon >= 0
                && users.stream()
                        .anyMatch(user -> user.accepts(
                                userAndPassword.substring(0, colon), userAndPassword.substring(colon + 1)));
    }

    private static Optional<String> authorization(Context ctx, String scheme) {
        return Optional.ofNullable(ctx.header("Authorization")).flatMap(value -> credentials(value, scheme));
    }

    private static Optional<String> credentials(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(authorization.substring(scheme.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
