/**
 * The chain on disk: one SQLite database, {@code <data-dir>/chain.db}, that any SQLite client can open.
 *
 * <p>{@code SqliteChainStore} is core's {@code ChainStore} port: a block connects in one transaction, so it is there
 * completely or not at all. {@link org.wonsi.node.store.query.ChainQueries} is everything that HTTP, JSON-RPC and the board
 * read, on connections of their own that can't write. {@link org.wonsi.node.store.blockfile.BlockImport} reads Bitcoin Core's blk.dat format.
 *
 * <p>The schema is {@code resources/db/*.sql}, numbered; docs/database.md explains it table by table. Two ideas carry
 * it: transactions and outputs are numbered in chain order, so undoing the newest block is three range statements; and
 * an output knows its spender, so the unspent ones are the UTXO set and a block's undo data is a query.
 *
 * <p>No rule is checked here: the store believes {@code ChainState}. Read {@code 001_chain.sql} first, then
 * {@code BlockWriter}.
 */
@NullMarked
package org.wonsi.node.store;

import org.jspecify.annotations.NullMarked;
