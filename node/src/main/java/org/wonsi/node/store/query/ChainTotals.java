package org.wonsi.node.store.query;

import org.wonsi.core.tx.Amount;

/**
 * The sums over the active chain.
 *
 * @param supply the value of all unspent outputs
 */
public record ChainTotals(BlockRef tip, long transactions, long outputs, long unspentOutputs, Amount supply) {}
