package org.wonsi.node.http.metrics;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.p2p.Subnet;

/**
 * The addresses that may read a process's figures: this machine, and the networks that were named at the start.
 *
 * <p>Whoever reads the page has no use for them, and they tell what is the operator's: how the process does, what others ask it, and
 * how often it refused.
 *
 * @param networks besides this machine
 */
public record MetricsReaders(List<Subnet> networks) {
    /** Copies the networks. */
    public MetricsReaders {
        networks = List.copyOf(networks);
    }

    /** This machine alone. */
    public static MetricsReaders here() {
        return new MetricsReaders(List.of());
    }

    /** Refuses a request from elsewhere with 403. */
    void check(Context ctx) {
        if (!ClientAddress.of(ctx).here() && networks.stream().noneMatch(network -> network.contains(address(ctx)))) {
            throw HttpProblemException.of(
                    403,
                    "the figures of this process are for its own machine; --metrics-from NETWORK names others that may"
                            + " read them");
        }
    }

    private static NetworkAddress address(Context ctx) {
        try {
            // The address is a literal: nothing is looked up.
            return NetworkAddress.ofIp(
                    ByteString.copyOf(
                            InetAddress.getByName(ctx.req().getRemoteAddr()).getAddress()),
                    0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Jetty gave no literal address", e);
        }
    }
}
