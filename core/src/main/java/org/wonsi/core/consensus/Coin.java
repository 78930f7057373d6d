package org.wonsi.core.consensus;

import org.wonsi.core.tx.TxOut;

/**
 * An unspent output, with what the rules for spending it need to know.
 *
 * <p>Nothing else of its transaction is kept: a coin is all that a node must remember of the past to judge the
 * future.
 *
 * @param output value and script
 * @param height of the block that holds it; for a transaction that waits, that of the next block
 * @param coinbase whether a coinbase made it, so that it must mature
 */
public record Coin(TxOut output, int height, boolean coinbase) {}
