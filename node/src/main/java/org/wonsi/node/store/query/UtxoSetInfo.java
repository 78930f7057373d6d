package org.wonsi.node.store.query;

import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.tx.Amount;

/**
 * The UTXO set as JSON-RPC's {@code gettxoutsetinfo} sums it up.
 *
 * @param transactions transactions with at least one unspent output
 * @param bogoSize Bitcoin Core's measure of the set's size, independent of any database
 * @param hashSerialized Core's {@code hash_serialized_3}: the double SHA-256 over all coins in the order of txid bytes,
 *     then index
 */
public record UtxoSetInfo(
        BlockRef tip, long transactions, long outputs, long bogoSize, Hash256 hashSerialized, Amount totalAmount) {}
