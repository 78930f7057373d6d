/**
 * A directory of Parquet files: which files are complete, how new ones get there, and how it follows a node.
 *
 * <p>Read {@link org.wonsi.columns.lake.ChainExport} first, then {@link org.wonsi.columns.lake.Lake}.
 */
@NullMarked
package org.wonsi.columns.lake;

import org.jspecify.annotations.NullMarked;
