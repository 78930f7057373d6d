/**
 * Blocks and transactions as rows of the tables.
 *
 * <p>Read {@link org.wonsi.columns.chain.RowCollector} first, which puts rows into DuckDB.
 */
@NullMarked
package org.wonsi.columns.chain;

import org.jspecify.annotations.NullMarked;
