package org.wonsi.core.api;

import org.jspecify.annotations.Nullable;

/**
 * The standing of a transaction: whether it is in the active chain, and in which block; Esplora's {@code status}.
 *
 * @param confirmed in a block of the active chain
 * @param blockHeight that block's height; absent while unconfirmed
 * @param blockHash that block's hash; absent while unconfirmed
 * @param blockTime that block's time; absent while unconfirmed
 */
public record TxStatus(
        boolean confirmed,
        @Nullable Integer blockHeight,
        @Nullable String blockHash,
        @Nullable Long blockTime) {
    /** In no block yet. */
    public static final TxStatus UNCONFIRMED = new TxStatus(false, null, null, null);

    /** In this block of the active chain. */
    public static TxStatus confirmed(int height, String blockHash, long blockTime) {
        return new TxStatus(true, height, blockHash, blockTime);
    }
}
