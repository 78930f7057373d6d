/**
 * Transactions that wait for a block, and the policy by which a node keeps and relays them.
 *
 * <p>Read {@link org.wonsi.core.mempool.Mempool} first. The rules a transaction must meet are those of package {@code
 * consensus}, which this one calls and doesn't restate; what is added here is policy ({@link
 * org.wonsi.core.mempool.RelayPolicy}): a node's own choice, which may differ between nodes without splitting the chain.
 * Source: paper, sections 5 and 6.
 */
@NullMarked
package org.wonsi.core.mempool;

import org.jspecify.annotations.NullMarked;
