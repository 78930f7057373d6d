/**
 * Methods about blocks and the chain, and those that wait for a block.
 *
 * <p>Read {@link org.wonsi.node.http.rpc.chain.ChainMethods} first.
 */
@NullMarked
package org.wonsi.node.http.rpc.chain;

import org.jspecify.annotations.NullMarked;
