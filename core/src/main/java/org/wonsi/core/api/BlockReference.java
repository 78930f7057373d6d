package org.wonsi.core.api;

/** Names a block; the body of {@code POST /node/invalidate} and {@code POST /node/reconsider}. */
public record BlockReference(String hash) {}
