package org.wonsi.node.http.node.body;

import org.jspecify.annotations.Nullable;

/**
 * Bytes to explain, in hex; {@code POST /node/decode}.
 *
 * @param as block, header, transaction, message or script; recognised if it is absent
 */
public record DecodeRequest(String hex, @Nullable String as) {}
