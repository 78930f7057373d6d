package org.wonsi.core.protocol.message;

/**
 * An address with what this node knows of it from experience; kept over a restart.
 *
 * <p>What was only heard counts for less than what was tried: an attacker can tell a node thousands of addresses,
 * but one counts as tried only after somebody has answered there.
 *
 * @param lastTried when it was last dialled, seconds since 1970 UTC; 0 for never
 * @param lastSuccess when a connection with it last shook hands, likewise; an address with one counts as tried
 * @param failures attempts since then that came to nothing
 */
public record KnownAddress(PeerAddress address, long lastTried, long lastSuccess, int failures) {
    /** An address that somebody told of and nobody tried. */
    public static KnownAddress heardOf(PeerAddress address) {
        return new KnownAddress(address, 0, 0, 0);
    }
}
