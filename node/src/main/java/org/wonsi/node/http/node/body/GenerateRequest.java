package org.wonsi.node.http.node.body;

import org.jspecify.annotations.Nullable;

/**
 * A request to mine so many blocks now; {@code POST /node/mining/generate}.
 *
 * @param address where the rewards go; the node's own if absent
 */
public record GenerateRequest(int blocks, @Nullable String address) {}
