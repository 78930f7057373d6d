package org.wonsi.node.http.node.body;

import org.jspecify.annotations.Nullable;

/**
 * The end of a branch; an element of {@code GET /node/chaintips}, in the words of Bitcoin Core's {@code getchaintips}.
 *
 * @param branchlen blocks since it left the active chain; 0 for the active tip
 * @param firstHash the first block of the branch that isn't part of the active chain; left out for the active tip
 * @param status {@code active}, {@code valid-fork}, {@code valid-headers}, {@code headers-only} or {@code invalid}
 */
public record ChainTip(
        int height, String hash, int branchlen, @Nullable String firstHash, String status) {}
