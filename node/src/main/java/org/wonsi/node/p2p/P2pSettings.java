package org.wonsi.node.p2p;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.node.platform.Tempo;

/**
 * The settings of a node's sockets: where it listens and how much it grants its peers.
 *
 * @param listen address and port; port 0 takes a free one
 * @param maximumInbound connections others may open
 * @param maximumPerAddress of those, from one IP address (this machine's own aside)
 * @param queueBytes what may wait for a peer that reads slowly before it is dropped
 * @param pauseBytes what may wait for a peer before nothing more is read from it
 * @param unhandledBytes what is read from a peer ahead of the chain thread
 * @param unhandledMessages likewise, counted in messages: however small they are, one peer can't fill the queue
 * @param connectTimeout for dialling
 * @param firstRedial wait before a lost connection is dialled again; doubles up to {@code lastRedial}
 * @param noBan addresses whose connections are taken and kept whatever they do
 */
public record P2pSettings(
        InetSocketAddress listen,
        int maximumInbound,
        int maximumPerAddress,
        int queueBytes,
        int pauseBytes,
        int unhandledBytes,
        int unhandledMessages,
        Duration connectTimeout,
        Duration firstRedial,
        Duration lastRedial,
        Predicate<NetworkAddress> noBan) {

    /** Tabs together are allowed about as much as a few nodes. */
    private static final int TAB_SHARE = 8;

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
                1_000_000,
                8_000_000,
                100,
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                address -> false);
    }

    /** The same where time goes at another pace: pauses are shorter, but not what a machine needs to answer. */
    public P2pSettings faster(Tempo tempo) {
        return new P2pSettings(
                listen,
                maximumInbound,
                maximumPerAddress,
                queueBytes,
                pauseBytes,
                unhandledBytes,
                unhandledMessages,
                connectTimeout,
                tempo.toReal(firstRedial),
                tempo.toReal(lastRedial),
                noBan);
    }

    /**
     * The same for one tab. Many of them may come from one address, and all that an honest one sends is small but for a block
     * now and then, so much less is read ahead of it; a longer message is then the only one.
     */
    P2pSettings forTab() {
        return new P2pSettings(
                listen,
                maximumInbound,
                maximumPerAddress,
                queueBytes / TAB_SHARE,
                pauseBytes / TAB_SHARE,
                unhandledBytes / TAB_SHARE,
                unhandledMessages,
                connectTimeout,
                firstRedial,
                lastRedial,
                noBan);
    }

    /** The same, taking and keeping connections of these addresses whatever they do. */
    public P2pSettings withNoBan(Predicate<NetworkAddress> addresses) {
        return new P2pSettings(
                listen,
                maximumInbound,
                maximumPerAddress,
                queueBytes,
                pauseBytes,
                unhandledBytes,
                unhandledMessages,
                connectTimeout,
                firstRedial,
                lastRedial,
                addresses);
    }
}
