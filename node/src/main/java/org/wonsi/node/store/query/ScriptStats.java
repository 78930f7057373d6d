package org.wonsi.node.store.query;

import org.wonsi.core.tx.Amount;

/**
 * The totals of what a script (an address) ever received and spent in the active chain.
 *
 * @param txCount transactions that pay it or spend from it, each counted once
 */
public record ScriptStats(long fundedCount, Amount fundedSum, long spentCount, Amount spentSum, long txCount) {}
