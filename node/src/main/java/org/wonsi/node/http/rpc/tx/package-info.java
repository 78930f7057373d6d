/**
 * Methods about transactions, scripts, descriptors, coins and the mempool.
 *
 * <p>Read {@link org.wonsi.node.http.rpc.tx.RawTransactionMethods} first.
 */
@NullMarked
package org.wonsi.node.http.rpc.tx;

import org.jspecify.annotations.NullMarked;
