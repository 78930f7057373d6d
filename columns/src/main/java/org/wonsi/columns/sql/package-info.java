/**
 * Questions in SQL to a directory of Parquet files: what may be asked, asking it, stopping it.
 *
 * <p>Read {@link org.wonsi.columns.sql.SqlSession} first.
 */
@NullMarked
package org.wonsi.columns.sql;

import org.jspecify.annotations.NullMarked;
