package org.wonsi.node.http.node.body;

/** Names a block; the body of {@code POST /node/invalidate}, {@code /node/reconsider} and {@code /node/headers/drop}. */
public record BlockReference(String hash) {}
