package org.wonsi.node.http.auth;

import io.javalin.http.Context;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.wonsi.node.http.route.HttpProblemException;

/**
 * A filter that keeps foreign web pages away from a node that only this machine or this room can reach.
 *
 * <p>A page of evil.example in the browser of somebody here could send requests to this node. It can post across sites:
 * the browser then says so in {@code Origin}, and whatever isn't a read is refused. It can let its own name resolve to
 * this machine (DNS rebinding) and so appear to be the same site: then {@code Host} is that name, which is none of ours.
 */
public final class SameSite {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+(%[0-9a-z]+)?]");

    private final Set<String> names;

    /** Knows localhost, every IP address and these names. */
    public SameSite(List<String> names) {
        Set<String> lower = new HashSet<>(Set.of("localhost"));
        for (String name : names) {
            lower.add(name.toLowerCase(Locale.ROOT));
        }
        this.names = Set.copyOf(lower);
    }

    /** Refuses the request if it comes from a foreign page. */
    public void check(Context ctx) {
        Optional<String> host = Optional.ofNullable(ctx.header("Host"));
        Optional<HttpProblemException> refusal = READS.contains(ctx.method().name())
                ? refusal(host.orElse(""))
                : refusal(
                        host.orElse(""),
                        Optional.ofNullable(ctx.header("Origin")),
                        Optional.ofNullable(ctx.header("Sec-Fetch-Site")));
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Why a request that is more than a read is refused, by its headers; empty if it isn't. */
    public Optional<HttpProblemException> refusal(String host, Optional<String> origin, Optional<String> fetchSite) {
        String ours = host.toLowerCase(Locale.ROOT);
        boolean foreign =
                origin.map(o -> ours.isEmpty() || !isSameSite(o, ours)).orElse(false)
                        || fetchSite.filter("cross-site"::equals).isPresent();
        return refusal(host)
                .or(() -> foreign
                        ? Optional.of(HttpProblemException.of(
                                403, "a page of another site may read this node but not change it"))
                        : Optional.empty());
    }

    private Optional<HttpProblemException> refusal(String host) {
        String name = name(host.toLowerCase(Locale.ROOT));
        return host.isEmpty() || isOurs(name)
                ? Optional.empty()
                : Optional.of(HttpProblemException.of(
                        421,
                        "this node isn't called '" + name
                                + "'; use its IP address or localhost, or start it with that name allowed"));
    }

    private static boolean isSameSite(String origin, String host) {
        try {
            return host.equals(Optional.ofNullable(URI.create(origin).getRawAuthority())
                    .orElse("")
                    .toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isOurs(String name) {
        return names.contains(name)
                || IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches();
    }

    private static String name(String host) {
        int port = host.lastIndexOf(':');
        return port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    }
}
