package org.wonsi.core.protocol.message;

/**
 * An address of another node, and how it went when this node connected to it; kept over a restart.
 *
 * <p>What was only heard counts for less than what was tried: an attacker can tell a node thousands of addresses, but
 * one counts as tried only after a node has answered there. Without this record a node that restarts couldn't tell the
 * nodes it had connections with from those that somebody made up.
 *
 * @param address what peers say of it: where it is, what it offers, when it was last seen
 * @param lastTried when this node last tried to connect to it, seconds since 1970 UTC; 0 for never
 * @param lastSuccess when a connection with it last shook hands, likewise; an address with one counts as tried
 * @param failures attempts since then that came to nothing
 */
public record KnownAddress(PeerAddress address, long lastTried, long lastSuccess, int failures) {
    /** An address that somebody told of and nobody tried. */
    public static KnownAddress heardOf(PeerAddress address) {
        return new KnownAddress(address, 0, 0, 0);
    }
}
