package org.wonsi.node.http.node.body;

/**
 * The result of {@code POST /node/headers/drop}.
 *
 * @param hash of the header that was named
 * @param dropped how many headers were forgotten
 */
public record DroppedHeaders(String hash, int dropped) {}
