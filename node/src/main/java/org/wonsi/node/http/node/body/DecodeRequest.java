package org.wonsi.node.http.node.body;

import org.jspecify.annotations.Nullable;

/**
 * A request to explain bytes, in hex; {@code POST /node/decode}.
 *
 * @param as block, header, transaction, message or script; recognised if it is absent
 */
public record DecodeRequest(String hex, @Nullable String as) {}
