package org.wonsi.core.api;

/**
 * Connect to a node; {@code POST /node/peers}.
 *
 * @param address host and port
 */
public record PeerRequest(String address) {}
