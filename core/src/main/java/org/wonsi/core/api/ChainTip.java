package org.wonsi.core.api;

/**
 * The end of a branch; an element of {@code GET /node/chaintips}, in the words of Bitcoin Core's {@code getchaintips}.
 *
 * @param branchlen blocks since it left the active chain; 0 for the active tip
 * @param status {@code active}, {@code valid-fork}, {@code valid-headers}, {@code headers-only} or {@code invalid}
 */
public record ChainTip(int height, String hash, int branchlen, String status) {}
