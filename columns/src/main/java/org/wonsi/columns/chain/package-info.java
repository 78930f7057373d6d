/**
 * Blocks and transactions as rows of the tables.
 *
 * <p>Read {@link org.wonsi.columns.chain.RowMaker} first; {@link org.wonsi.columns.chain.RowCollector} puts what it makes into DuckDB.
 */
@NullMarked
package org.wonsi.columns.chain;

import org.jspecify.annotations.NullMarked;
