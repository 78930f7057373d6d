package org.wonsi.node.http.auth;

import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * The recognition of plain requests: a program of this machine asks, by a name of ours, and sends nothing that only browsers do. The
 * limits for other machines don't concern them, and nothing but the path, the login and the body has a say in the answer.
 */
public final class LocalPrograms {
    private final SameSite sameSite;

    /** Knows the names that this filter does. */
    public LocalPrograms(SameSite sameSite) {
        this.sameSite = sameSite;
    }

    /** Whether a request is plain. */
    public boolean ask(Request request) {
        return ClientAddress.of(request.getConnectionMetaData().getRemoteSocketAddress())
                        .here()
                && hasPlainHeaders(request)
                && sameSite.refusal(
                                Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST))
                                        .orElse(""),
                                Optional.empty(),
                                Optional.empty())
                        .isEmpty();
    }

    private static boolean hasPlainHeaders(Request request) {
        for (HttpField field : request.getHeaders()) {
            String name = field.getLowerCaseName();
            boolean ofBrowsers = name.equals("origin") || name.startsWith("sec-") || name.startsWith("accept-");
            boolean namesCharset = name.equals("content-type")
                    && String.valueOf(field.getValue()).indexOf(';') >= 0;
            // Some libraries say that they want what they get without saying it.
            boolean wantsAsItIs = name.equals("accept-encoding") && "identity".equals(field.getValue());
            if ((ofBrowsers && !wantsAsItIs) || namesCharset) {
                return false;
            }
        }
        return true;
    }
}
