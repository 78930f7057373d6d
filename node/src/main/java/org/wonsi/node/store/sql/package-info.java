/**
 * The questions in SQL that come from outside: they are asked on a connection that can't write, within limits, and of
 * the chain's tables alone.
 *
 * <p>Read {@link org.wonsi.node.store.sql.SqlPage} first, which runs one; what it may not do is found in the words
 * ({@link org.wonsi.node.store.sql.SqlStatement}), and in the program that SQLite makes of it.
 */
@NullMarked
package org.wonsi.node.store.sql;

import org.jspecify.annotations.NullMarked;
