package org.wonsi.core.protocol;

/**
 * An address in a node's book, as it is kept over a restart.
 *
 * @param hasAnswered whether this node has been connected to it; else it was only told of it, by whomever
 */
public record KnownAddress(PeerAddress address, boolean hasAnswered) {}
