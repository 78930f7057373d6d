package org.wonsi.node.http.inspect;

import org.jspecify.annotations.Nullable;

/**
 * A block to be judged; {@code POST /node/blocks/trial}.
 *
 * @param hex the whole block, at most 1,000,000 bytes
 * @param tx a transaction's place in it, whose way to the root is to be answered; may be absent
 */
public record TrialRequest(String hex, @Nullable Integer tx) {}
