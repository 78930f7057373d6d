package org.wonsi.node.http.node.body;

/**
 * A block's hash in a request; the body of {@code POST /node/invalidate}, {@code /node/reconsider} and
 * {@code /node/headers/drop}.
 */
public record BlockReference(String hash) {}
