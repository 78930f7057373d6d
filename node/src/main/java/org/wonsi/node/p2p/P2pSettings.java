package org.wonsi.node.p2p;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.wonsi.core.protocol.NetworkAddress;

/**
 * Where a node listens and what it grants its peers.
 *
 * @param listen address and port; port 0 takes a free one
 * @param maximumInbound connections others may open
 * @param maximumPerAddress of those, from one IP address (this machine's own aside)
 * @param queueBytes what may wait for a peer that reads slowly before it is dropped
 * @param unhandledBytes what is read from a peer ahead of the chain thread
 * @param connectTimeout for dialling
 * @param firstRedial wait before a lost connection is dialled again; doubles up to {@code lastRedial}
 */
public record P2pSettings(
        InetSocketAddress listen,
        int maximumInbound,
        int maximumPerAddress,
        int queueBytes,
        int unhandledBytes,
        Duration connectTimeout,
        Duration firstRedial,
        Duration lastRedial) {

    /** Whether an address that has so many inbound connections may open one more; this machine's own always may. */
    boolean allowsAnother(NetworkAddress address, long already) {
        return address.isLoopback() || already < maximumPerAddress;
    }

    /** What a node uses unless told otherwise. */
    public static P2pSettings listeningOn(InetSocketAddress listen) {
        return new P2pSettings(
                listen,
                117,
                16,
                16_000_000,
                8_000_000,
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(5));
    }
}
