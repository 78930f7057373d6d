package org.wonsi.core.consensus;

import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;

/**
 * One input whose scripts are to be run.
 *
 * @param tx the spending transaction
 * @param inputIndex which of its inputs
 * @param spent the output it spends
 */
public record ScriptCheck(Transaction tx, int inputIndex, TxOut spent) {}
