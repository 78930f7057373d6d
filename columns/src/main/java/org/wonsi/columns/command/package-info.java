/**
 * The commands of this module: {@code ./wonsi sql} and {@code ./wonsi export --parquet}.
 *
 * <p>Read {@link org.wonsi.columns.command.WonsiColumns} first.
 */
@NullMarked
package org.wonsi.columns.command;

import org.jspecify.annotations.NullMarked;
