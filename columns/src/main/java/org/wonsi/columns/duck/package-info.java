/**
 * DuckDB inside this process, set up so that it fetches nothing and keeps within limits.
 *
 * <p>Read {@link org.wonsi.columns.duck.DuckDb} first.
 */
@NullMarked
package org.wonsi.columns.duck;

import org.jspecify.annotations.NullMarked;
