package org.wonsi.core.api;

import java.util.List;

/**
 * A transaction with the outputs it spends and where it stands; Esplora's {@code GET /tx/:txid}.
 *
 * @param size bytes
 * @param weight four times the size, as long as there is no witness
 * @param fee satoshis; 0 for a coinbase
 */
public record TxDetails(
        String txid,
        int version,
        long locktime,
        List<TxInput> vin,
        List<TxOutput> vout,
        int size,
        int weight,
        long fee,
        TxStatus status) {
    public TxDetails {
        vin = List.copyOf(vin);
        vout = List.copyOf(vout);
    }
}
