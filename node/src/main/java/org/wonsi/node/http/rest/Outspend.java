package org.wonsi.node.http.rest;

import org.jspecify.annotations.Nullable;
import org.wonsi.core.api.TxStatus;

/**
 * The spender of an output, if it is spent; Esplora's {@code GET /tx/:txid/outspend/:vout}.
 *
 * @param txid the spender; absent while unspent
 * @param vin the spending input's index; absent while unspent
 * @param status where the spender stands; absent while unspent
 */
public record Outspend(
        boolean spent,
        @Nullable String txid,
        @Nullable Integer vin,
        @Nullable TxStatus status) {
    /** Not spent. */
    public static final Outspend UNSPENT = new Outspend(false, null, null, null);
}
