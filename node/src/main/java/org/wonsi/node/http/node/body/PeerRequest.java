package org.wonsi.node.http.node.body;

/**
 * A request to connect to a node; {@code POST /node/peers}.
 *
 * @param address host and port
 */
public record PeerRequest(String address) {}
