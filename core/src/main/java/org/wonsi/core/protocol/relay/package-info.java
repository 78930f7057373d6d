/**
 * The relay of transactions: they are asked for, checked by the mempool, announced.
 *
 * <p>Read {@link org.wonsi.core.protocol.relay.TxRelay} first. Whether a transaction is valid is decided in {@code mempool}.
 */
@NullMarked
package org.wonsi.core.protocol.relay;

import org.jspecify.annotations.NullMarked;
